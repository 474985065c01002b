// Load for measurements: keeps N connections busy with one request at a time each, and prints requests per second and
// latencies as one line of JSON. Also serves a constant page straight from libmicrohttpd, as the limit to compare with.
//
//   bench load --connect 127.0.0.1:8080 [--connections 64] [--seconds 5 | --requests N] [--warm-up-seconds 1]
//              [--method GET] [--path /] [--type TYPE] [--body-file FILE] [--header "Name: value"]…
//   bench constant-page --listen-port 8081 [--threads 2] [--bytes 1024]
//
// In path and body each run of sixteen '@' is replaced by sixteen hexadecimal digits that no other request has.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 4096, HEADERS_MAX = 32, REPLY_HEAD_BYTES_MAX = 16 * 1024, MARK_DIGITS = 16, MARKS_MAX = 64 };

static void fail(const char *what) {
  fprintf(stderr, "bench: %s%s%s\n", what, errno ? ": " : "", errno ? strerror(errno) : "");
  exit(70);
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// The request, with the places of its marks.
struct request {
  char *bytes;
  size_t count;
  size_t marks[MARKS_MAX];
  int mark_count;
};

struct connection {
  int socket;
  char *out;
  size_t sent;
  char head[REPLY_HEAD_BYTES_MAX];
  size_t head_count;
  bool in_body, is_chunked, closes;
  uint64_t body_left;
  char tail[5];
  int status;
  double began;
  bool is_busy;
};

static struct request request;
static struct sockaddr_in address;
static struct connection *connections;
static int poller;
static uint64_t next_mark, started, finished, failures, reconnects, by_class[6];
static uint64_t requests_max = UINT64_MAX;
static bool is_counting;
static uint32_t *latencies;
static size_t latency_count, latency_room;

static void find_marks(void) {
  for (size_t i = 0; i + MARK_DIGITS <= request.count; i++) {
    if (memcmp(request.bytes + i, "@@@@@@@@@@@@@@@@", MARK_DIGITS) != 0) continue;
    if (request.mark_count == MARKS_MAX) { errno = 0; fail("too many marks"); }
    request.marks[request.mark_count++] = i;
    i += MARK_DIGITS - 1;
  }
}

static void watch(struct connection *c, uint32_t events, int operation) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(poller, operation, c->socket, &event) != 0) fail("epoll_ctl");
}

static void open_connection(struct connection *c) {
  c->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (c->socket < 0) fail("socket");
  int on = 1;
  setsockopt(c->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(c->socket, (const struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  fcntl(c->socket, F_SETFL, O_NONBLOCK);
  watch(c, EPOLLIN, EPOLL_CTL_ADD);
}

static void push_out(struct connection *c) {
  while (c->sent < request.count) {
    ssize_t n = send(c->socket, c->out + c->sent, request.count - c->sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) {
      watch(c, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
      return;
    }
    if (n <= 0) return;  // The reading side finds out.
    c->sent += (size_t)n;
    if (c->sent == request.count) watch(c, EPOLLIN, EPOLL_CTL_MOD);
  }
}

static void begin(struct connection *c) {
  if (started >= requests_max) { c->is_busy = false; return; }
  started++;
  memcpy(c->out, request.bytes, request.count);
  for (int i = 0; i < request.mark_count; i++) {
    char digits[MARK_DIGITS + 1];
    snprintf(digits, sizeof digits, "%016llx", (unsigned long long)next_mark++);
    memcpy(c->out + request.marks[i], digits, MARK_DIGITS);
  }
  c->sent = c->head_count = 0;
  c->in_body = c->is_chunked = c->closes = false;
  memset(c->tail, 0, sizeof c->tail);
  c->is_busy = true;
  c->began = seconds_now();
  push_out(c);
}

static void reopen(struct connection *c) {
  close(c->socket);
  reconnects++;
  open_connection(c);
}

static void end(struct connection *c) {
  if (is_counting) {
    finished++;
    by_class[c->status / 100 <= 5 ? c->status / 100 : 0]++;
    if (latency_count == latency_room) {
      latency_room = latency_room ? latency_room * 2 : 1 << 16;
      latencies = realloc(latencies, latency_room * sizeof *latencies);
      if (!latencies) fail("memory");
    }
    latencies[latency_count++] = (uint32_t)((seconds_now() - c->began) * 1e6);
  }
  if (c->closes) reopen(c);
  begin(c);
}

static const char *header(const char *head, const char *name) {
  const char *found = strcasestr(head, name);
  return found ? found + strlen(name) : NULL;
}

// Takes bytes of a reply; true when the reply is complete.
static bool take(struct connection *c, const char *bytes, size_t count) {
  if (!c->in_body) {
    size_t before = c->head_count;
    size_t taken = count < sizeof c->head - 1 - before ? count : sizeof c->head - 1 - before;
    memcpy(c->head + before, bytes, taken);
    c->head_count += taken;
    c->head[c->head_count] = 0;
    char *end_of_head = strstr(c->head, "\r\n\r\n");
    if (!end_of_head) {
      if (c->head_count == sizeof c->head - 1) { errno = 0; fail("a reply's head is too long"); }
      return false;
    }
    size_t used = (size_t)(end_of_head + 4 - c->head) - before;
    end_of_head[2] = 0;
    c->status = c->head_count > 12 ? atoi(c->head + 9) : 0;
    c->closes = header(c->head, "\r\nconnection: close") != NULL;
    const char *length = header(c->head, "\r\ncontent-length:");
    c->is_chunked = !length && header(c->head, "\r\ntransfer-encoding: chunked");
    c->body_left = length ? strtoull(length, NULL, 10) : 0;
    c->in_body = true;
    bytes += used;
    count -= used;
  }
  if (c->is_chunked) {
    for (size_t i = 0; i < count; i++) {
      memmove(c->tail, c->tail + 1, 4);
      c->tail[4] = bytes[i];
    }
    return memcmp(c->tail, "0\r\n\r\n", 5) == 0;
  }
  c->body_left -= count < c->body_left ? count : c->body_left;
  return c->body_left == 0;
}

static void pull_in(struct connection *c) {
  static char buffer[64 * 1024];
  while (true) {
    ssize_t n = recv(c->socket, buffer, sizeof buffer, 0);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
      if (c->is_busy && is_counting) failures++;
      if (c->is_busy) { reopen(c); begin(c); } else { close(c->socket); }
      return;
    }
    if (c->is_busy && take(c, buffer, (size_t)n)) { end(c); return; }
  }
}

static void turn_until(double deadline) {
  struct epoll_event events[256];
  while (seconds_now() < deadline && finished + failures < requests_max) {
    int n = epoll_wait(poller, events, 256, 100);
    for (int i = 0; i < n; i++) {
      struct connection *c = events[i].data.ptr;
      if (events[i].events & EPOLLOUT) push_out(c);
      if (events[i].events & ~(uint32_t)EPOLLOUT) pull_in(c);
    }
  }
}

static int by_size(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static double milliseconds_at(double share) {
  if (!latency_count) return 0;
  size_t index = (size_t)(share * (double)(latency_count - 1) + 0.5);
  return latencies[index] / 1000.0;
}

static char *read_file(const char *path, size_t *count) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  char *bytes = NULL;
  size_t room = 0;
  *count = 0;
  while (true) {
    if (*count == room) {
      room = room ? room * 2 : 4096;
      bytes = realloc(bytes, room);
      if (!bytes) fail("memory");
    }
    size_t n = fread(bytes + *count, 1, room - *count, file);
    if (n == 0) break;
    *count += n;
  }
  fclose(file);
  return bytes;
}

static const char *value(int argc, char **argv, const char *name, const char *otherwise) {
  for (int i = 2; i + 1 < argc; i++)
    if (strcmp(argv[i], name) == 0) return argv[i + 1];
  return otherwise;
}

static int load(int argc, char **argv) {
  const char *to = value(argc, argv, "--connect", "127.0.0.1:8080");
  char host[64];
  const char *colon = strrchr(to, ':');
  if (!colon || (size_t)(colon - to) >= sizeof host) { errno = 0; fail("--connect wants ADDRESS:PORT"); }
  memcpy(host, to, (size_t)(colon - to));
  host[colon - to] = 0;
  address.sin_family = AF_INET;
  address.sin_port = htons((uint16_t)atoi(colon + 1));
  if (inet_pton(AF_INET, host, &address.sin_addr) != 1) { errno = 0; fail("--connect wants ADDRESS:PORT"); }
  int count = atoi(value(argc, argv, "--connections", "64"));
  if (count < 1 || count > CONNECTIONS_MAX) { errno = 0; fail("--connections wants 1 to 4096"); }
  double seconds = atof(value(argc, argv, "--seconds", "5"));
  const char *requests = value(argc, argv, "--requests", NULL);
  double warm_up = atof(value(argc, argv, "--warm-up-seconds", requests ? "0" : "1"));
  size_t body_count = 0;
  const char *body_path = value(argc, argv, "--body-file", NULL);
  char *body = body_path ? read_file(body_path, &body_count) : NULL;
  size_t room = body_count + 64 * 1024;
  request.bytes = malloc(room);
  if (!request.bytes) fail("memory");
  int n = snprintf(request.bytes, room, "%s %s HTTP/1.1\r\nHost: %s\r\n",
                   value(argc, argv, "--method", body ? "POST" : "GET"), value(argc, argv, "--path", "/"), to);
  for (int i = 2; i + 1 < argc && n < 60000; i++)
    if (strcmp(argv[i], "--header") == 0)
      n += snprintf(request.bytes + n, room - (size_t)n, "%s\r\n", argv[i + 1]);
  if (body)
    n += snprintf(request.bytes + n, room - (size_t)n, "Content-Type: %s\r\nContent-Length: %zu\r\n",
                  value(argc, argv, "--type", "application/x-www-form-urlencoded"), body_count);
  n += snprintf(request.bytes + n, room - (size_t)n, "\r\n");
  if (body) memcpy(request.bytes + n, body, body_count);
  request.count = (size_t)n + body_count;
  find_marks();
  next_mark = (uint64_t)time(NULL) << 32 | (uint64_t)(getpid() & 0xffff) << 16;
  if (requests) {
    requests_max = strtoull(requests, NULL, 10);
    seconds = 3600;
  }

  poller = epoll_create1(EPOLL_CLOEXEC);
  connections = calloc((size_t)count, sizeof *connections);
  if (poller < 0 || !connections) fail("start");
  is_counting = warm_up <= 0;
  double began = seconds_now();
  for (int i = 0; i < count; i++) {
    connections[i].out = malloc(request.count);
    if (!connections[i].out) fail("memory");
    open_connection(&connections[i]);
    begin(&connections[i]);
  }
  if (!is_counting) turn_until(began + warm_up);
  is_counting = true;
  began = seconds_now();
  turn_until(began + seconds);
  double elapsed = seconds_now() - began;
  qsort(latencies, latency_count, sizeof *latencies, by_size);
  printf("{\"connections\": %d, \"seconds\": %.3f, \"requests\": %llu, \"requestsPerSecond\": %.1f, "
         "\"p50Milliseconds\": %.3f, \"p90Milliseconds\": %.3f, \"p99Milliseconds\": %.3f, \"maximumMilliseconds\": %.3f, "
         "\"status2xx\": %llu, \"status3xx\": %llu, \"status4xx\": %llu, \"status5xx\": %llu, \"failures\": %llu, "
         "\"reconnects\": %llu}\n",
         count, elapsed, (unsigned long long)finished, (double)finished / elapsed, milliseconds_at(0.5),
         milliseconds_at(0.9), milliseconds_at(0.99), milliseconds_at(1), (unsigned long long)by_class[2],
         (unsigned long long)by_class[3], (unsigned long long)by_class[4], (unsigned long long)by_class[5],
         (unsigned long long)failures, (unsigned long long)reconnects);
  return failures ? 1 : 0;
}

static struct MHD_Response *constant;

static enum MHD_Result answer(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *count, void **context) {
  (void)cls, (void)url, (void)method, (void)version, (void)data;
  static int mark;
  if (!*context) {
    *context = &mark;
    return MHD_YES;
  }
  if (*count) {
    *count = 0;
    return MHD_YES;
  }
  return MHD_queue_response(connection, 200, constant);
}

static int constant_page(int argc, char **argv) {
  size_t bytes = strtoull(value(argc, argv, "--bytes", "1024"), NULL, 10);
  char *page = malloc(bytes + 1);
  if (!page) fail("memory");
  memset(page, 'x', bytes);
  constant = MHD_create_response_from_buffer(bytes, page, MHD_RESPMEM_PERSISTENT);
  struct MHD_Daemon *daemon = MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)atoi(value(argc, argv, "--listen-port", "8081")), NULL, NULL, answer,
      NULL, MHD_OPTION_THREAD_POOL_SIZE, (unsigned int)atoi(value(argc, argv, "--threads", "2")), MHD_OPTION_END);
  if (!daemon) fail("start");
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  sigprocmask(SIG_BLOCK, &ends, NULL);
  printf("ready\n");
  fflush(stdout);
  int number;
  sigwait(&ends, &number);
  MHD_stop_daemon(daemon);
  return 0;
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "load") == 0) return load(argc, argv);
  if (argc > 1 && strcmp(argv[1], "constant-page") == 0) return constant_page(argc, argv);
  fprintf(stderr, "bench: say load or constant-page; the options are at the top of Sources/bench/main.c\n");
  return 64;
}
