package org.motp.tests.container;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.motp.demo.ProjectFiles;
import org.motp.tests.house.Secrets;
import org.motp.tests.vpn.Vpn;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * The bridge in the container that {@code deploy/container/bridge} makes of the archive, started as
 * {@code deploy/compose.yaml} starts it: nothing may be written, no capabilities, the configuration
 * mounted.
 */
final class ContainedBridge implements AutoCloseable {
  private static final String IMAGE = "motp-radius-bridge-test";
  private static final ExposedPort RADIUS = ExposedPort.udp(1812);
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Path FOLDER = Path.of("target/containers").toAbsolutePath();
  private static final Path CONFIG = FOLDER.resolve("config");

  private final GenericContainer<?> container;
  private final Path file;
  private final String radiusSecret;
  private final Secrets secrets;

  private ContainedBridge(GenericContainer<?> container, Path file, String secret, Secrets all) {
    this.container = container;
    this.file = file;
    this.radiusSecret = secret;
    this.secrets = all;
  }

  /** Returns when Docker calls it healthy. */
  static ContainedBridge start(ContainedKeycloak keycloak)
      throws IOException, InterruptedException {
    Secrets secrets = keycloak.secrets();
    Path root = ProjectFiles.locate().root();
    Path archive = root.resolve("motp-radius-bridge/target/motp-radius-bridge-dist.tar.gz");
    Path recipe = root.resolve("deploy/container/bridge/Containerfile");
    Files.createDirectories(CONFIG);
    Path file = CONFIG.resolve("motp-radius-bridge.yaml");
    String radiusSecret = secrets.random();
    GenericContainer<?> container =
        new GenericContainer<>(
                new ImageFromDockerfile(IMAGE, false)
                    .withFileFromPath("Dockerfile", recipe)
                    .withFileFromPath(".", unpacked(archive)))
            .withNetwork(keycloak.network())
            .withEnv("MOTP_RADIUS_KEYCLOAK_CLIENT_SECRET", keycloak.clientSecret())
            .withEnv("MOTP_RADIUS_CLIENTS_0__SECRET", radiusSecret)
            .withCreateContainerCmdModifier(
                command -> {
                  command.withExposedPorts(RADIUS);
                  harden(command.getHostConfig());
                })
            .withLogConsumer(ContainerLog.in("bridge"))
            .waitingFor(Wait.forHealthcheck().withStartupTimeout(START_LIMIT));
    ContainedBridge bridge = new ContainedBridge(container, file, radiusSecret, secrets);
    bridge.configure("gateway");
    container.start();
    return bridge;
  }

  private static Path unpacked(Path archive) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(FOLDER);
    int status =
        new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("tar cannot unpack " + archive);
    }
    return folder.resolve("motp-radius-bridge");
  }

  private static void harden(HostConfig host) {
    host.withReadonlyRootfs(true)
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges:true"))
        .withTmpFs(Map.of("/tmp", ""))
        .withBinds(
            new Bind(CONFIG.toString(), new Volume("/etc/motp-radius-bridge"), AccessMode.ro))
        .withPortBindings(new Ports(RADIUS, Ports.Binding.bindIp("127.0.0.1")));
  }

  /** Writes the configuration; a running bridge takes it at the next look or SIGHUP. */
  void configure(String client) throws IOException {
    Files.writeString(
        file,
        """
        listen: 0.0.0.0:1812
        keycloak: {url: "http://%s:8080", allow-http: true}
        clients:
          - name: %s
            # As the container sees this machine.
            address: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 127.0.0.1]
        """
            .formatted(ContainedKeycloak.ALIAS, client));
  }

  Vpn vpn() {
    Ports.Binding[] bound =
        container
            .getCurrentContainerInfo()
            .getNetworkSettings()
            .getPorts()
            .getBindings()
            .get(RADIUS);
    return new Vpn(Integer.parseInt(bound[0].getHostPortSpec()), radiusSecret, secrets);
  }

  /** What a command in the container prints; its errors too. */
  String run(String... command) throws Exception {
    var result = container.execInContainer(command);
    return result.getStdout() + result.getStderr();
  }

  void signal(String name) {
    container
        .getDockerClient()
        .killContainerCmd(container.getContainerId())
        .withSignal(name)
        .exec();
  }

  String logs() {
    return container.getLogs();
  }

  boolean runs() {
    return container.isRunning();
  }

  long exitCode() {
    return container.getCurrentContainerInfo().getState().getExitCodeLong();
  }

  @Override
  public void close() {
    container.close();
  }
}
