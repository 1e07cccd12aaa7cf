import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks, or with {@code apply} mends, the format of every Java source below the given folder. Run
 * by the build on its own JDK 25, because the formatter reads sources with the compiler of the JVM
 * it runs on, and Maven's may be older.
 */
class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    var formatter = new Formatter(JavaFormatterOptions.builder().build());
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> !root.relativize(f).toString().contains("target/"))
              .sorted()
              .toList();
    }
    List<Path> wrong = new ArrayList<>();
    for (Path source : sources) {
      String text = Files.readString(source);
      String formatted =
          formatter.formatSource(
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(text),
                  JavaFormatterOptions.Style.GOOGLE));
      if (formatted.equals(text)) {
        continue;
      }
      wrong.add(source);
      if (apply) {
        Files.writeString(source, formatted);
      }
    }
    if (apply) {
      System.out.println("formatted " + wrong.size() + " of " + sources.size() + " files");
    } else if (!wrong.isEmpty()) {
      wrong.forEach(file -> System.err.println("not formatted: " + root.relativize(file)));
      System.err.println("run: mvn -N verify -Dformat=apply");
      System.exit(1);
    }
  }
}
