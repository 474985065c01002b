#pragma once
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

// Shims for the variadic functions, which Swift does not import.

/// Leaves percent-encoding as it is: the program decodes it strictly itself.
static inline size_t redress_keep_escapes(void *cls, struct MHD_Connection *connection, char *text) {
  (void)cls;
  (void)connection;
  return strlen(text);
}

/// Starts the threads over a listening socket, which belongs to the daemon from then on, also on failure.
static inline struct MHD_Daemon *redress_start_daemon(
    int listening_socket, MHD_AccessHandlerCallback access, void (*begun)(void *, struct MHD_Connection *, void **, enum MHD_ConnectionNotificationCode),
    void *(*target)(void *, const char *, struct MHD_Connection *), MHD_RequestCompletedCallback completed, void *cls,
    unsigned int thread_count, unsigned int connections_max, unsigned int connections_per_address_max,
    unsigned int silence_seconds, size_t connection_memory_bytes) {
  return MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, access, cls,
      MHD_OPTION_LISTEN_SOCKET, (MHD_socket)listening_socket, MHD_OPTION_NOTIFY_CONNECTION, begun, cls,
      MHD_OPTION_URI_LOG_CALLBACK, target, cls, MHD_OPTION_NOTIFY_COMPLETED, completed, cls,
      MHD_OPTION_UNESCAPE_CALLBACK, &redress_keep_escapes, NULL, MHD_OPTION_THREAD_POOL_SIZE, thread_count,
      MHD_OPTION_CONNECTION_LIMIT, connections_max, MHD_OPTION_PER_IP_CONNECTION_LIMIT, connections_per_address_max,
      MHD_OPTION_CONNECTION_TIMEOUT, silence_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory_bytes,
      MHD_OPTION_CONNECTION_MEMORY_INCREMENT, (size_t)8192, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

/// What was stored for the socket when it was accepted.
static inline void *redress_socket_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

/// The socket, or -1.
static inline int redress_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? (int)info->connect_fd : -1;
}

/// Whether the daemon holds the connection for suspended: also between MHD_resume_connection and its own thread's next turn.
static inline int redress_is_suspended(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_SUSPENDED);
  return info ? info->suspended : 0;
}

/// Writes the other end's address as text, empty for a Unix socket. `size` must be at least INET6_ADDRSTRLEN.
static inline void redress_peer_address(struct MHD_Connection *connection, char *text, size_t size) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  text[0] = 0;
  if (!info || !info->client_addr) return;
  if (info->client_addr->sa_family == AF_INET)
    inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr, text, (socklen_t)size);
  else if (info->client_addr->sa_family == AF_INET6)
    inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, text, (socklen_t)size);
}
