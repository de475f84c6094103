package org.motp.radius.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML file as flat keys ({@code clients[0].secret}), each with the exact text of its value, so
 * that a secret made of digits stays what it is, and with its line.
 */
final class YamlFile {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Path path;
  private final List<String> mistakes;

  private YamlFile(Path path, List<String> mistakes) {
    this.path = path;
    this.mistakes = mistakes;
  }

  /**
   * Reads a file.
   *
   * @param mistakes gets what is wrong with it
   */
  static YamlFile read(Path path, List<String> mistakes) {
    YamlFile file = new YamlFile(path, mistakes);
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(10);
    try (Reader reader = Files.newBufferedReader(path)) {
      Node root = new Yaml(new SafeConstructor(options)).compose(reader);
      if (root instanceof MappingNode mapping) {
        file.flatten("", mapping, 0);
      } else if (root != null) {
        mistakes.add(
            path + ": is no list of keys and values; see the file that comes with the bridge");
      }
    } catch (MarkedYAMLException e) {
      // Its own message shows a piece of the file, in which there may be a secret.
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      mistakes.add(
          path
              + (mark == null ? "" : ":" + (mark.getLine() + 1))
              + ": is no YAML: "
              + e.getProblem());
    } catch (YAMLException e) {
      mistakes.add(path + ": is no YAML");
    } catch (NoSuchFileException e) {
      mistakes.add(path + ": there is no such file");
    } catch (MalformedInputException e) {
      mistakes.add(path + ": is not UTF-8");
    } catch (IOException e) {
      mistakes.add(path + ": cannot be read: " + e.getMessage());
    }
    return file;
  }

  Map<String, String> values() {
    return values;
  }

  /** Whether a key stands in the file, with or without a value. */
  boolean mentions(String key) {
    return lines.containsKey(key);
  }

  /**
   * Where a key stands, as {@code file:line}; if it does not stand in the file, where that begins
   * to which it would belong.
   */
  String place(String key) {
    for (String at = key; !at.isEmpty(); at = parent(at)) {
      Integer line = lines.get(at);
      if (line != null) {
        return path + ":" + line;
      }
    }
    return path.toString();
  }

  private static String parent(String key) {
    return key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('['))));
  }

  private void flatten(String key, Node node, int depth) {
    if (depth > 10) {
      mistakes.add(place(key) + ": " + key + ": too deep");
      return;
    }
    lines.putIfAbsent(key, node.getStartMark().getLine() + 1);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String name =
            entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(not a name)";
        String child = key.isEmpty() ? name : key + "." + name;
        int line = entry.getKeyNode().getStartMark().getLine() + 1;
        if (lines.putIfAbsent(child, line) != null) {
          mistakes.add(
              path
                  + ":"
                  + line
                  + ": "
                  + child
                  + ": given twice, first in line "
                  + lines.get(child));
          continue;
        }
        flatten(child, entry.getValueNode(), depth + 1);
      }
    } else if (node instanceof SequenceNode sequence) {
      int index = 0;
      for (Node item : sequence.getValue()) {
        flatten(key + "[" + index++ + "]", item, depth + 1);
      }
    } else if (node instanceof ScalarNode scalar) {
      boolean none = scalar.isPlain() && scalar.getValue().matches("~|null|");
      values.put(key, none ? "" : scalar.getValue());
    }
  }
}
