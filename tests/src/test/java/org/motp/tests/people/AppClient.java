package org.motp.tests.people;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.motp.tests.house.House;
import org.motp.tests.house.WebProxy;
import org.motp.tests.people.AppPhone.Answer;

/** How our app talks to the server. */
final class AppClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final House house;
  private final List<String> wire = new ArrayList<>();

  AppClient(House house, Optional<WebProxy> network) {
    this.house = house;
    HttpClient.Builder client = HttpClient.newBuilder();
    network.ifPresent(
        proxy ->
            client.proxy(
                ProxySelector.of(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))));
    this.http = client.build();
  }

  /** Where the app is, without a slash at the end. */
  String address() {
    return house.url() + "/realms/motp/motp/app";
  }

  /** Sends a request and remembers all that went over the wire. */
  Answer send(String method, String path, String body, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      wire.add(path + "\n" + authorization + "\n" + body + "\n" + response.body());
      return new Answer(
          response.statusCode(),
          response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** All that somebody in between has seen. */
  List<String> wire() {
    return List.copyOf(wire);
  }
}
