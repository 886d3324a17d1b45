// The words of the mails: read, tried, changed.
import {
  listMailTemplates,
  type MailTemplate,
  previewMailTemplate,
  resetMailTemplate,
  setMailTemplate,
  type TemplateWords,
  testMailTemplate,
} from '@motp/shared/protocol/admin-mail-templates'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

const templatesKey = ['it', 'mail-templates'] as const

type Key = Pick<MailTemplate, 'kind' | 'language'>

export function useMailTemplates() {
  const api = useApi()
  // What is edited must not change under the hand: the revision tells when somebody else was faster.
  return useQuery({
    queryKey: templatesKey,
    queryFn: ({ signal }) => api.call(listMailTemplates, {}, signal).then(({ templates }) => templates),
    refetchOnWindowFocus: false,
  })
}

/** Renders nothing while `words` is undefined. */
export function usePreview({ kind, language }: Key, words: TemplateWords, isWanted: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: [...templatesKey, 'preview', kind, language, words],
    queryFn: ({ signal }) => api.call(previewMailTemplate, { params: { kind, language }, body: words }, signal),
    placeholderData: keepPreviousData,
    enabled: isWanted,
    retry: false,
  })
}

export function useTemplateChanges({ kind, language }: Key) {
  const api = useApi()
  const queries = useQueryClient()
  const params = { kind, language }
  const onSuccess = ({ template }: { template: MailTemplate }) =>
    queries.setQueryData<MailTemplate[]>(templatesKey, (all) =>
      all?.map((one) => (one.kind === template.kind && one.language === template.language ? template : one)),
    )
  return {
    save: useMutation({
      mutationFn: (body: TemplateWords & { revision: number }) => api.call(setMailTemplate, { params, body }),
      onSuccess,
    }),
    reset: useMutation({ mutationFn: () => api.call(resetMailTemplate, { params }), onSuccess }),
    test: useMutation({ mutationFn: (body: TemplateWords) => api.call(testMailTemplate, { params, body }) }),
  }
}
