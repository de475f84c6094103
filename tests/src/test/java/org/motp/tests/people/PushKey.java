package org.motp.tests.people;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
    HttpClient http = HttpClient.newHttpClient();
    List<Callable<String>> phones = new ArrayList<>();
    for (int i = 0; i < PHONES_A_NODE; i++) {
      for (URI node : nodes) {
        HttpRequest request =
            HttpRequest.newBuilder(node.resolve("/realms/" + realm + "/motp/app/api/realm"))
                .build();
        phones.add(() -> http.send(request, HttpResponse.BodyHandlers.ofString()).body());
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
}
