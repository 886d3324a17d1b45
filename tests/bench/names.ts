// The contenders' names, which others are compared with.
const people = '100,000 tokens'

export const names = {
  floor: 'floor: bare node:http, 64 connections',
  httpsFloor: 'floor: bare node:https, 64 connections',
  naive: 'naive: Express, otplib, SQLite, 64 connections',
  naiveFew: 'naive: Express, otplib, SQLite, 8 connections',
  naiveSlowed: 'naive: SQLite, fsync takes 5 ms more, 64 connections',
  naivePostgres: 'naive: Express, otplib, PostgreSQL, 64 connections',
  naivePostgresFew: 'naive: Express, otplib, PostgreSQL, 8 connections',
  small: 'SQLite, 1,000 tokens, 64 connections',
  usual: `SQLite, ${people}, 64 connections`,
  few: `SQLite, ${people}, 8 connections`,
  refused: `SQLite, ${people}, wrong codes, 64 connections`,
  large: 'SQLite, 1,000,000 tokens, 64 connections',
  sustained: 'SQLite, 1,000,000 tokens, 64 connections, 15 s long',
  https: `SQLite, ${people}, https, 64 connections`,
  slowed: `SQLite, ${people}, fsync takes 5 ms more, 64 connections`,
  radius: `SQLite, ${people}, RADIUS PAP, 64 in flight`,
  freeradius: 'FreeRADIUS, PAP from a file, 64 in flight',
  postgres: `PostgreSQL, ${people}, 1 node, 64 connections`,
  postgresFew: `PostgreSQL, ${people}, 1 node, 8 connections`,
  twoNodes: `PostgreSQL, ${people}, 2 nodes, 64 connections`,
} as const
