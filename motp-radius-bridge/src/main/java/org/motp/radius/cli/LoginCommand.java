package org.motp.radius.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.motp.radius.policy.Dictionaries;
import org.motp.radius.wire.SharedSecret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Logs in as FortiClient and FortiGate do together. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Logs in like a VPN client: asks for user name and password, shows the prompt, asks for the answer,"
          + " and shows what the NAS would get.",
      "What no option gives is asked at the terminal, or read from standard input, a line each."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:accepted",
      "1:rejected",
      "2:the command line is wrong",
      "3:no reply",
      "4:a reply that is not signed as it should be"
    })
final class LoginCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "HOST[:PORT]",
      defaultValue = "127.0.0.1",
      description = "The bridge. Default: 127.0.0.1:1812.")
  private String server;

  @Option(
      names = "--secret-env",
      paramLabel = "NAME",
      description = "Variable with the shared secret.")
  private String secretVariable;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "File with the shared secret.")
  private Path secretFile;

  @Option(names = "--user", paramLabel = "NAME", description = "User name.")
  private String user;

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "Variable with the password.")
  private String passwordVariable;

  @Option(names = "--password-file", paramLabel = "FILE", description = "File with the password.")
  private Path passwordFile;

  @Option(names = "--answer", paramLabel = "CODE", description = "Answer to the first challenge.")
  private String answer;

  @Option(
      names = "--totp-key",
      paramLabel = "BASE32",
      description = "Key of an authenticator app, from which the answer is computed.")
  private String totpKey;

  @Option(
      names = "--totp-key-file",
      paramLabel = "FILE",
      description = "File with the key of an authenticator app.")
  private Path totpKeyFile;

  @Option(
      names = "--client-ip",
      paramLabel = "ADDRESS",
      description = "The user's address, sent as Calling-Station-Id.")
  private String clientIp;

  @Option(
      names = "--nas-identifier",
      paramLabel = "NAME",
      defaultValue = "motp-radius-bridge-login",
      description = "NAS-Identifier. Default: ${DEFAULT-VALUE}.")
  private String nasIdentifier;

  @Option(names = "--timeout", defaultValue = "5", description = "Seconds per try. Default: 5.")
  private int timeoutSeconds;

  @Option(names = "--tries", defaultValue = "3", description = "How often to send. Default: 3.")
  private int tries;

  @Option(
      names = "--lang",
      paramLabel = "TAG",
      description = "Language of the output: zh-TW or en. Default: that of the machine.")
  private String language;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Messages messages =
        new Messages(language == null ? Locale.getDefault() : Locale.forLanguageTag(language));
    InetSocketAddress address = address();
    Dialogue dialogue = Dialogue.here(out);
    Optional<String> secret =
        SecretOption.read(spec, "secret", secretFile, secretVariable, System.getenv())
            .or(() -> asked(() -> dialogue.askSecretly(messages.text("secret"))));
    if (secret.isEmpty() || secret.get().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "the shared secret is missing: --secret-file or --secret-env");
    }
    VpnLogin login =
        new VpnLogin(
            dialogue,
            out,
            messages,
            Dictionaries.load(),
            nasIdentifier,
            Optional.ofNullable(clientIp));
    Optional<String> name = Optional.ofNullable(user);
    Optional<String> password =
        SecretOption.read(spec, "password", passwordFile, passwordVariable, System.getenv());
    out.println(messages.text("connecting", server));
    try (NasSimulator nas =
        new NasSimulator(
            address,
            new SharedSecret(secret.get()),
            Duration.ofSeconds(Math.max(1, timeoutSeconds)),
            Math.max(1, tries))) {
      return login.run(nas, name, password, preparedAnswer()).exitCode();
    } catch (NasSimulator.NoReplyException e) {
      out.println(messages.text(e.failure().name(), server));
      return e.exitCode();
    }
  }

  private Optional<VpnLogin.Answers> preparedAnswer() {
    Optional<String> key =
        Optional.ofNullable(totpKey)
            .or(() -> SecretOption.read(spec, "totp-key", totpKeyFile, null, System.getenv()));
    if (key.isPresent()) {
      TotpKey parsed;
      try {
        parsed = TotpKey.parse(key.get());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--totp-key: " + e.getMessage(), e);
      }
      return Optional.of(() -> parsed.code(Instant.now()));
    }
    return Optional.ofNullable(answer).map(text -> () -> text);
  }

  private InetSocketAddress address() {
    try {
      return ServerAddress.parse(server);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--server: " + e.getMessage(), e);
    }
  }

  private interface Question {
    Optional<String> ask() throws IOException;
  }

  private static Optional<String> asked(Question question) {
    try {
      return question.ask();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
