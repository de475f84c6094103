package org.motp.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailCatcherTest {

  private MailCatcher catcher;

  @BeforeEach
  void start() throws Exception {
    catcher = MailCatcher.start(0, 0);
  }

  @AfterEach
  void stop() {
    catcher.close();
  }

  @Test
  void showsAChineseMailInTheBrowser() throws Exception {
    send("【MOTP驗證成功通知】", "您好，hark.chen 帳號驗證 OTP 成功。", "<p>您好</p>");

    await().until(() -> catcher.mails().size() == 1);
    assertThat(get("/").body()).contains("【MOTP驗證成功通知】", "hark.chen@corp.example");
    assertThat(get("/1").body()).contains("您好，hark.chen 帳號驗證 OTP 成功。", "src=\"/1/html\"");
    assertThat(get("/1/html").body()).contains("<p>您好</p>");
    assertThat(catcher.mails().get(0).text()).contains("帳號驗證");
  }

  @Test
  void runsNothingThatAMailBrings() throws Exception {
    String attack = "<script>fetch('/')</script>";
    send(attack, attack, attack);

    await().until(() -> catcher.mails().size() == 1);
    assertThat(get("/").body()).doesNotContain("<script").contains("&lt;script&gt;");
    assertThat(get("/1").body()).doesNotContain("<script").contains("&lt;script&gt;");
    assertThat(get("/1/html").headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("sandbox", "default-src 'none'")
                    .doesNotContain("allow-scripts", "script-src"));
  }

  @Test
  void saysNotFoundForMailsThatAreNotThere() throws Exception {
    assertThat(get("/").body()).contains("No mail yet");
    for (String path : new String[] {"/1", "/0", "/999999999999", "/../etc/passwd", "/1/html"}) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(catcher.inbox() + path.substring(1))).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private void send(String subject, String text, String html) throws Exception {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", "localhost");
    properties.put("mail.smtp.port", Integer.toString(catcher.smtpPort()));
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(new InternetAddress("motp@corp.example", "MOTP", "UTF-8"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("hark.chen@corp.example"));
    message.setSubject(subject, "UTF-8");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, "UTF-8");
    MimeBodyPart formatted = new MimeBodyPart();
    formatted.setText(html, "UTF-8", "html");
    message.setContent(new MimeMultipart("alternative", plain, formatted));
    Transport.send(message);
  }
}
