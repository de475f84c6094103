package org.motp.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of deploy/ fit together, as far as can be told without running them. */
class DeploymentFilesTest {

  private static final Path DEPLOY = Path.of("../deploy");

  @Test
  void everySecretThatAContainerGetsIsDeclaredAndNothingElse() throws IOException {
    Map<?, ?> compose = yaml("compose.yaml");
    Map<?, ?> services = (Map<?, ?>) compose.get("services");
    List<Object> used =
        services.values().stream()
            .map(service -> (List<?>) ((Map<?, ?>) service).get("secrets"))
            .<Object>flatMap(List::stream)
            .distinct()
            .toList();
    assertThat(((Map<?, ?>) compose.get("secrets")).keySet().stream().<Object>map(key -> key))
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void theUnitStartsWhatTheArchiveHasAndReadsWhatItSays() throws IOException {
    String unit = Files.readString(DEPLOY.resolve("systemd/motp-radius-bridge.service"));
    String archive = Files.readString(Path.of("src/main/assembly.xml"));
    assertThat(unit)
        .contains("ExecStart=/opt/motp-radius-bridge/bin/motp-radius-bridge serve")
        .contains("ExecReload=/bin/kill -HUP $MAINPID")
        .contains("DynamicUser=yes", "ProtectSystem=strict");
    assertThat(archive)
        .contains("<baseDirectory>motp-radius-bridge</baseDirectory>")
        .contains("<destName>motp-radius-bridge</destName>");
  }

  @Test
  void theUnitIsTriedAgainUntilItStarts() throws IOException {
    assertThat(Files.readString(DEPLOY.resolve("systemd/motp-radius-bridge.service")))
        .contains("Restart=always", "StartLimitIntervalSec=0")
        .doesNotContain("RestartPreventExitStatus");
  }

  /** An empty text is a value, too, and Keycloak does not start with an empty DN. */
  @Test
  void keycloakGetsNoVariableOfTheRealmThatNobodyHasSet() throws IOException {
    Map<?, ?> services = (Map<?, ?>) yaml("compose.yaml").get("services");
    Map<?, ?> environment = (Map<?, ?>) ((Map<?, ?>) services.get("keycloak")).get("environment");
    assertThat(environment.entrySet())
        .filteredOn(entry -> entry.getKey().toString().startsWith("MOTP_"))
        .hasSize(8)
        .allSatisfy(entry -> assertThat(entry.getValue()).isNull());
  }

  @Test
  void everyAlertSaysWhatItMeansAndHowBadItIs() throws IOException {
    Map<?, ?> group = (Map<?, ?>) ((List<?>) yaml("prometheus/alerts.yaml").get("groups")).get(0);
    assertThat((List<?>) group.get("rules"))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            rule -> {
              Map<?, ?> alert = (Map<?, ?>) rule;
              assertThat(alert.get("expr")).as("%s", alert).isInstanceOf(String.class);
              assertThat(((Map<?, ?>) alert.get("annotations")).get("summary")).isNotNull();
              assertThat(((Map<?, ?>) alert.get("labels")).get("severity")).isNotNull();
            });
  }

  private static Map<?, ?> yaml(String name) throws IOException {
    return (Map<?, ?>)
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(DEPLOY.resolve(name)));
  }
}
