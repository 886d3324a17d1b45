// Loaded into a server by LD_PRELOAD: counts its durable writes in a file that the bench reads, and makes each as slow as a slow disk's.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static unsigned long *counter;
static useconds_t delay_us;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("SYNC_COUNT_FILE");
  const char *delay = getenv("SYNC_DELAY_US");
  int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *page = mmap(0, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) counter = page;
    close(file);
  }
  if (delay) delay_us = (useconds_t)atol(delay);
}

static int sync_slowly(long number, int file) {
  if (counter) __atomic_add_fetch(counter, 1, __ATOMIC_RELAXED);
  if (delay_us) usleep(delay_us);
  return (int)syscall(number, file);
}

int fsync(int file) { return sync_slowly(SYS_fsync, file); }
int fdatasync(int file) { return sync_slowly(SYS_fdatasync, file); }
