package acp.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Text files in folders, those of the kit or of someone else, by their names: the path below the
 * folder with {@code /}, without the extension.
 */
final class Resources {
  private Resources() {}

  /** The kit's own files in that folder of it and below, whether it is packaged or not. */
  static SortedMap<String, String> below(String folder, String extension) throws IOException {
    Path source = source();
    if (!Files.isDirectory(source)) {
      return ofJar(source, folder, extension);
    }
    Path below = source.resolve(folder);
    return Files.isDirectory(below) ? under(below, extension) : new TreeMap<>();
  }

  /** The files of a folder and its sub-folders. */
  static SortedMap<String, String> under(Path folder, String extension) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(found -> found.toString().endsWith(extension)).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        texts.put(name(path, extension), Files.readString(file));
      }
    }
    return texts;
  }

  private static SortedMap<String, String> ofJar(Path jar, String folder, String extension)
      throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().startsWith(folder) && entry.getName().endsWith(extension)) {
          try (InputStream in = file.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            texts.put(name(entry.getName().substring(folder.length()), extension), text);
          }
        }
      }
    }
    return texts;
  }

  private static Path source() throws IOException {
    CodeSource source = Resources.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    try {
      if (location != null) {
        return Path.of(location.toURI());
      }
    } catch (URISyntaxException e) {
      throw new IOException("the kit does not know where it lies", e);
    }
    throw new IOException("the kit does not know where it lies");
  }

  private static String name(String path, String extension) {
    return path.substring(0, path.length() - extension.length());
  }
}
