package org.motp.tests.people;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The key with which phones subscribe to a realm's push messages, as many see it at once. */
public final class PushKey {
  private static final int PHONES_A_NODE = 20;

  private PushKey() {}

  /** All different keys that phones get which ask these nodes at the same moment. */
  public static Set<String> seenAtOnce(String realm, List<URI> nodes)
      throws InterruptedException, ExecutionException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    CyclicBarrier ready = new CyclicBarrier(PHONES_A_NODE * nodes.size());
    List<Callable<String>> phones = new ArrayList<>();
    for (int i = 0; i < PHONES_A_NODE; i++) {
      for (URI node : nodes) {
        URI app = node.resolve("/realms/" + realm + "/motp/app/");
        phones.add(
            () -> {
              // Connections are open, and the realm is known, before anybody asks.
              get(http, app.resolve("manifest.webmanifest"));
              ready.await();
              return get(http, app.resolve("api/realm"));
            });
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(phones.size());
    try {
      Set<String> keys = new HashSet<>();
      for (Future<String> answer : threads.invokeAll(phones)) {
        keys.add(AppPhone.json(answer.get()).path("vapidKey").asText());
      }
      return keys;
    } finally {
      threads.shutdownNow();
    }
  }

  private static String get(HttpClient http, URI address) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
