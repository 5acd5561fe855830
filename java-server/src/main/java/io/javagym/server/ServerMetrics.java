package io.javagym.server;

import io.javagym.proto.v1.ErrorCode;
import io.javagym.proto.v1.SessionRequest;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a server counts, for Prometheus. Nothing in it says who a client is. */
final class ServerMetrics {
  /** From 10 us, a step of a small environment, to 100 s. */
  private static final double[] SECONDS = {
    1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10, 30, 100
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Gauge sessions;
  private final Counter ended;
  private final Counter refused;
  private final Counter steps;
  private final Counter failures;
  private final Map<SessionRequest.RequestCase, DistributionDataPoint> latencies =
      new EnumMap<>(SessionRequest.RequestCase.class);
  private final Map<ErrorCode, CounterDataPoint> failuresByCode = new EnumMap<>(ErrorCode.class);

  ServerMetrics(MemoryBudget budget) {
    sessions =
        Gauge.builder().name("javagym_sessions").help("Sessions that are open.").register(registry);
    ended =
        Counter.builder()
            .name("javagym_sessions_ended_total")
            .help("Sessions that ended, by the status that they ended with.")
            .labelNames("status")
            .register(registry);
    refused =
        Counter.builder()
            .name("javagym_calls_refused_total")
            .help("Calls that were refused before any message was read, by reason.")
            .labelNames("reason")
            .register(registry);
    steps =
        Counter.builder()
            .name("javagym_steps_total")
            .help("Steps of single environments, and of each row of vector environments.")
            .register(registry);
    failures =
        Counter.builder()
            .name("javagym_failures_total")
            .help("Requests that were answered by a failure, by its code.")
            .labelNames("code")
            .register(registry);
    Histogram seconds =
        Histogram.builder()
            .name("javagym_request_seconds")
            .help("How long the server worked on a request, by its kind.")
            .labelNames("request")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    GaugeWithCallback.builder()
        .name("javagym_batch_memory_bytes")
        .help("Memory of the batches of all sessions.")
        .callback(callback -> callback.call((double) budget.usedBytes()))
        .register(registry);
    for (SessionRequest.RequestCase kind : SessionRequest.RequestCase.values()) {
      latencies.put(kind, seconds.labelValues(label(kind)));
    }
    for (ErrorCode code : ErrorCode.values()) {
      failuresByCode.put(code, failures.labelValues(label(code)));
    }
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replaceFirst("^error_code_", "");
  }

  PrometheusRegistry registry() {
    return registry;
  }

  void sessionOpened() {
    sessions.inc();
  }

  void sessionEnded(String status) {
    sessions.dec();
    ended.labelValues(status).inc();
  }

  void refused(String reason) {
    refused.labelValues(reason).inc();
  }

  void answered(SessionRequest.RequestCase kind, long nanos) {
    DistributionDataPoint point = latencies.get(kind);
    if (point != null) {
      point.observe(nanos / 1e9);
    }
  }

  void stepped(long rows) {
    if (rows > 0) {
      steps.inc(rows);
    }
  }

  void failed(ErrorCode code) {
    CounterDataPoint point = failuresByCode.get(code);
    if (point != null) {
      point.inc();
    }
  }
}
