import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import { isApiError } from '../api/problem';
import { forgetSession } from '../api/queryClient';
import { notifyError } from '../shared/notify';

export function useLogOut() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = () => {
    forgetSession(client);
    void navigate('/log-in', { replace: true });
  };
  return useMutation({
    mutationFn: () => api.DELETE('/api/v1/session'),
    onSuccess: leave,
    // A session that has ended already is as good; anything else must be seen, the cookie still holds.
    onError: (error) => (isApiError(error, 401) ? leave() : notifyError(t, error)),
  });
}
