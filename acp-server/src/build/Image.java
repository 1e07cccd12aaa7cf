import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Lays out the image that ships: the jar, the launcher, SQLite's library for this platform, and a
 * runtime of just the modules that are needed. The libraries are already in its lib folder.
 */
class Image {
  /**
   * The AOT cache holds for jars of exactly this time; acp.server.Jars gives it back to a copy that
   * lost it.
   */
  private static final FileTime JAR_TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  public static void main(String[] args) throws Exception {
    Path sources = Path.of(args[0]);
    Path target = Path.of(args[1]);
    Path dist = Path.of(args[2]);
    Path jar = dist.resolve("lib/acp-server.jar");
    Files.createDirectories(dist.resolve("bin"));
    Files.copy(target.resolve("acp-server.jar"), jar, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        sources.resolve("lib/logging.properties"),
        dist.resolve("lib/logging.properties"),
        StandardCopyOption.REPLACE_EXISTING);
    Path launcher = dist.resolve("bin/acp-server");
    Files.copy(sources.resolve("bin/acp-server"), launcher, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    nativeLibrary(target.resolve("native/org/sqlite/native"), dist.resolve("lib/native"));
    runtime(dist.resolve("runtime"), args[3]);
    lighten(dist.resolve("lib"));
    try (Stream<Path> jars = Files.list(dist.resolve("lib"))) {
      for (Path each : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.setLastModifiedTime(each, JAR_TIME);
      }
    }
  }

  /** Takes out of the jars what costs time at every start, and could be done at build time. */
  private static void lighten(Path lib) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(lib)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    int written = 0;
    try (var known = new URLClassLoader(urls.toArray(URL[]::new))) {
      for (Path jar : jars) {
        if (jar.getFileName().toString().matches("(acp-server|protocol-schema-.*)[.]jar")) {
          written += PlainCode.in(jar, known);
        }
      }
      LaterDecimals.in(jars, known);
    }
    System.out.println("Plain code in " + written + " places");
  }

  /**
   * SQLite's own library beside the jar: unpacking it at every start would cost time, and fail
   * where /tmp is noexec.
   */
  private static void nativeLibrary(Path all, Path to) throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "Mac" : os.contains("win") ? "Windows" : "Linux";
    boolean musl = Files.exists(Path.of("/etc/alpine-release"));
    String machine =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "aarch64";
          case String other -> other;
        };
    Path from = all.resolve(musl ? "Linux-Musl" : system).resolve(machine);
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void runtime(Path runtime, String modules) throws IOException {
    if (Files.exists(runtime)) {
      try (Stream<Path> files = Files.walk(runtime)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    List<String> arguments =
        List.of(
            "--add-modules",
            modules,
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            runtime.toString());
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    int result = jlink.run(System.out, System.err, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException("jlink failed: " + result);
    }
  }
}
