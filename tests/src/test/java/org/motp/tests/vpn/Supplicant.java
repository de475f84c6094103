package org.motp.tests.vpn;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.Tool;

/** A VPN client and the gateway that relays its EAP: wpa_supplicant's eapol_test. Immutable. */
public final class Supplicant {
  /** The address of the user, as the gateway tells it. */
  public static final String USER_ADDRESS = "203.0.113.21";

  private static final Pattern USER_NAME =
      Pattern.compile("Attribute 1 \\(User-Name\\) length=\\d+\\s+Value: '([^']*)'");

  private static final int PATIENCE_SECONDS = 30;

  /** Answers each CTRL-REQ of wpa_supplicant's control interface with the next line. */
  private static final String TYPIST =
      """
      import socket, sys
      client = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      client.bind(sys.argv[1] + "-typist")
      client.connect(sys.argv[1])
      client.settimeout(20)
      client.send(b"ATTACH")
      for answer in sys.stdin.read().split("\\n"):
          said = ""
          while "CTRL-REQ-" not in said:
              said = client.recv(4096).decode(errors="replace")
          what = said.split("CTRL-REQ-", 1)[1].split(":", 1)[0]
          client.send(("CTRL-RSP-" + what + ":" + answer).encode())
      """;

  private final Bridge bridge;
  private final Map<String, String> network;
  private final List<String> attributes;

  private Supplicant(Bridge bridge, Map<String, String> network, List<String> attributes) {
    this.bridge = bridge;
    this.network = Map.copyOf(network);
    this.attributes = List.copyOf(attributes);
  }

  /** One that trusts this authority and speaks TLS up to 1.2, as is the default of its version. */
  public Supplicant(Bridge bridge, Authority trusted) {
    this(
        bridge,
        Map.of(
            "key_mgmt", "WPA-EAP",
            "eap", "TTLS",
            "anonymous_identity", quoted("anonymous"),
            "ca_cert", quoted(trusted.certificate().toString()),
            "phase2", quoted("auth=PAP")),
        List.of("31:s:" + USER_ADDRESS, "32:s:fortigate-taipei"));
  }

  /**
   * How a login ended.
   *
   * @param success whether the client got EAP-Success
   * @param keysMatch whether gateway and client have the same keys
   * @param output all that eapol_test says
   */
  public record Outcome(boolean success, boolean keysMatch, String output) {

    /** User-Name of the last packet that has one. */
    public String userName() {
      Matcher matcher = USER_NAME.matcher(output);
      String name = "";
      while (matcher.find()) {
        name = matcher.group(1);
      }
      return name;
    }

    /** How many packets the bridge has sent. */
    public long rounds() {
      return output.lines().filter(line -> line.startsWith("Received RADIUS message")).count();
    }

    /** Without the output, in which everything stands in clear. */
    @Override
    public String toString() {
      return "Outcome[success=" + success + ", keysMatch=" + keysMatch + "]";
    }
  }

  /** With another line in its configuration. */
  public Supplicant with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(network);
    more.put(key, value);
    return new Supplicant(bridge, more, attributes);
  }

  /** With another method inside the tunnel, such as {@code autheap=GTC}. */
  public Supplicant inside(String method) {
    return with("phase2", quoted(method));
  }

  public Supplicant tls13() {
    return with("phase1", quoted("tls_disable_tlsv1_3=0"));
  }

  /** With one more attribute in each request, as eapol_test's option -N takes it. */
  public Supplicant withAttribute(String attribute) {
    List<String> more = new ArrayList<>(attributes);
    more.add(attribute);
    return new Supplicant(bridge, network, more);
  }

  /** Connects. */
  public Outcome login(String user, String password) {
    try {
      Path file = Files.createTempFile("eapol", ".conf");
      try {
        Files.writeString(
            file,
            with("identity", quoted(user)).with("password", quoted(password)).configuration());
        return outcome(Tool.EAPOL_TEST.run("", arguments(file)));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Connects without a password in its configuration: what it is asked is typed, one text after the
   * other, as a user does.
   */
  public Outcome types(String user, String... answers) {
    try {
      // The name of a socket may not be long.
      Path folder = Files.createTempDirectory("eapol");
      Path file = folder.resolve("eapol.conf");
      Path output = folder.resolve("output");
      Path control = folder.resolve("control");
      Files.writeString(
          file,
          "ctrl_interface=" + control + "\n" + with("identity", quoted(user)).configuration());
      List<String> line = new ArrayList<>(List.of(Tool.EAPOL_TEST.path().toString(), "-W"));
      line.addAll(List.of(arguments(file)));
      Process client =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        await().until(() -> Files.exists(control.resolve("test")));
        Tool.PYTHON.run(
            String.join("\n", answers), "-c", TYPIST, control.resolve("test").toString());
        client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return outcome(Files.readString(output));
      } finally {
        client.destroyForcibly();
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String[] arguments(Path file) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("-c", file.toString(), "-a", "127.0.0.1", "-p", "" + bridge.port()));
    line.addAll(List.of("-s", bridge.radiusSecret(), "-t", "20"));
    attributes.forEach(attribute -> line.add("-N" + attribute));
    return line.toArray(String[]::new);
  }

  private String configuration() {
    return network.entrySet().stream()
        .map(entry -> "  " + entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("\n", "network={\n", "\n}\n"));
  }

  private static Outcome outcome(String output) {
    return new Outcome(
        output.endsWith("SUCCESS\n"), output.contains("MPPE keys OK: 1  mismatch: 0"), output);
  }

  /** As strings stand in its configuration. */
  public static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
