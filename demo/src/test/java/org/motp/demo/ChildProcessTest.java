package org.motp.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void saysWhatTheProcessWroteSinceThisStartAndHowItEnded() throws Exception {
    for (String word : List.of("first", "second")) {
      try (ChildProcess child = start("echo $WORD; exit 3", Map.of("WORD", word))) {
        assertThat(child.await(() -> false, LIMIT)).isFalse();
        assertThat(child.exitCode()).isEqualTo(3);
        assertThat(child.output()).isEqualTo(word + "\n");
      }
    }
  }

  @Test
  void endsAProcessInOrder() throws Exception {
    ChildProcess child = start("trap 'echo tidy; exit' TERM; echo up; while :; do sleep 0.1; done");
    assertThat(child.await(() -> written(child).contains("up"), LIMIT)).isTrue();
    List<ProcessHandle> all = child.processes().toList();

    child.close();

    assertThat(child.output()).contains("tidy");
    await().atMost(LIMIT).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void killsAProcessWithItsChildren() throws Exception {
    ChildProcess child = start("trap '' TERM; sleep 300 & echo up; wait");
    assertThat(child.await(() -> written(child).contains("up"), LIMIT)).isTrue();
    List<ProcessHandle> all = child.processes().toList();
    assertThat(all).hasSizeGreaterThanOrEqualTo(2);

    child.kill();

    assertThat(all).noneMatch(ProcessHandle::isAlive);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void leavesNothingBehindWhenItsParentIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    long child = Long.parseLong(parent.inputReader().readLine());
    ProcessHandle orphan = ProcessHandle.of(child).orElseThrow();

    parent.destroyForcibly();

    orphan.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Starts a child, says its number, and never ends it. */
  static final class Parent {
    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      ChildProcess child =
          ChildProcess.start(
              List.of("sleep", "300"), Map.of(), folder, folder.resolve("orphan.log"));
      child.await(() -> sleeping(child).isPresent(), LIMIT);
      System.out.println(sleeping(child).orElseThrow().pid());
      child.await(() -> false, Duration.ofMinutes(5));
    }

    private static Optional<ProcessHandle> sleeping(ChildProcess child) {
      return child
          .processes()
          .filter(process -> process.info().command().orElse("").endsWith("sleep"))
          .findFirst();
    }
  }

  private ChildProcess start(String script) throws Exception {
    return start(script, Map.of());
  }

  private ChildProcess start(String script, Map<String, String> environment) throws Exception {
    return ChildProcess.start(
        List.of("/bin/sh", "-c", script), environment, folder, folder.resolve("child.log"));
  }

  private static String written(ChildProcess child) {
    try {
      return child.output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
