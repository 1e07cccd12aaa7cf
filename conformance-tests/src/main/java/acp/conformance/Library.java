package acp.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds transcripts: those that come with the kit, or those of a folder. */
public final class Library {
  private static final String FOLDER = "transcripts/";
  private static final String EXTENSION = ".acp";

  private Library() {}

  /**
   * The transcripts of the kit, in the order of their names.
   *
   * @param suites which of them: {@code protocol} for any agent, {@code scripted} for agents with
   *     the scripted model
   * @throws IOException if the kit's own files cannot be read
   * @throws TranscriptException if one of them is malformed
   */
  public static List<Transcript> builtIn(List<String> suites) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    Path source = source();
    if (Files.isDirectory(source)) {
      readFolder(source.resolve(FOLDER), texts);
    } else {
      readJar(source, texts);
    }
    texts
        .keySet()
        .removeIf(name -> suites.stream().noneMatch(suite -> name.contains("/" + suite + "/")));
    return parse(texts);
  }

  /**
   * The transcripts of a folder and its sub-folders: the files that end in {@code .acp}.
   *
   * @throws IOException if it cannot be read
   * @throws TranscriptException if one is malformed
   */
  public static List<Transcript> under(Path folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    readFolder(folder, texts);
    return parse(texts);
  }

  private static List<Transcript> parse(SortedMap<String, String> texts) {
    List<Transcript> transcripts = new ArrayList<>();
    texts.forEach((name, text) -> transcripts.add(Transcript.parse(name, text)));
    return transcripts;
  }

  private static Path source() throws IOException {
    CodeSource source = Library.class.getProtectionDomain().getCodeSource();
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

  private static void readFolder(Path folder, SortedMap<String, String> texts) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(found -> found.toString().endsWith(EXTENSION)).toList()) {
        texts.put(
            name(folder.relativize(file).toString().replace('\\', '/')), Files.readString(file));
      }
    }
  }

  private static void readJar(Path jar, SortedMap<String, String> texts) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(EXTENSION)) {
          try (InputStream in = file.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            texts.put(name(entry.getName().substring(FOLDER.length())), text);
          }
        }
      }
    }
  }

  private static String name(String path) {
    return path.substring(0, path.length() - EXTENSION.length());
  }
}
