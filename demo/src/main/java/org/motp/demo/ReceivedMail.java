package org.motp.demo;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mail, decoded.
 *
 * @param text the plain text, empty when there is none
 * @param html the formatted text as it was sent, empty when there is none; never trust it
 */
public record ReceivedMail(
    String from, String to, String subject, Instant sent, String text, String html) {

  static ReceivedMail of(MimeMessage message) {
    try {
      Date sent = message.getSentDate();
      return new ReceivedMail(
          addresses(message.getFrom()),
          addresses(message.getAllRecipients()),
          Objects.requireNonNullElse(message.getSubject(), ""),
          sent == null ? Instant.EPOCH : sent.toInstant(),
          find(message, "text/plain"),
          find(message, "text/html"));
    } catch (MessagingException e) {
      throw new IllegalStateException("A mail cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String addresses(Address[] addresses) {
    return Stream.ofNullable(addresses)
        .flatMap(Stream::of)
        .map(
            address ->
                address instanceof InternetAddress mail
                    ? mail.toUnicodeString()
                    : address.toString())
        .collect(Collectors.joining(", "));
  }

  /** The first part of this type, depth first. */
  private static String find(Part part, String type) throws MessagingException, IOException {
    Object content = part.getContent();
    if (content instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        String found = find(parts.getBodyPart(i), type);
        if (!found.isEmpty()) {
          return found;
        }
      }
      return "";
    }
    boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    return part.isMimeType(type.toLowerCase(Locale.ROOT)) && !attached ? content.toString() : "";
  }
}
