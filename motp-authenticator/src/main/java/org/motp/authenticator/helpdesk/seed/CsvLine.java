package org.motp.authenticator.helpdesk.seed;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One line of a CSV file (RFC 4180). A field never spans lines, so that a lost quotation mark
 * spoils its own line and not the rest of the file.
 *
 * @param number from 1
 */
record CsvLine(int number, String text) {
  private static final int LONGEST = 1024;

  /** The lines of a file that are neither blank nor comments. */
  static List<CsvLine> of(byte[] file) {
    List<CsvLine> lines = new ArrayList<>();
    int number = 0;
    for (String text : (Iterable<String>) text(file).lines()::iterator) {
      number++;
      if (!text.isBlank() && !text.stripLeading().startsWith("#")) {
        lines.add(new CsvLine(number, text.strip()));
      }
    }
    return lines;
  }

  private static String text(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The fields without the spaces around them. */
  List<String> fields() throws BadRowException {
    if (text.length() > LONGEST) {
      throw new BadRowException("the line is longer than " + LONGEST + " characters");
    }
    RFC4180Parser parser = new RFC4180ParserBuilder().build();
    try {
      return Arrays.stream(parser.parseLine(text)).map(String::strip).toList();
    } catch (IOException unbalanced) {
      // Without the cause: its message quotes the line.
      throw new BadRowException("a quotation mark is missing");
    }
  }
}
