package acp.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One process of the agent, and the three threads that keep its pipes flowing: nothing it writes is
 * lost, and neither a full stdin nor a flood on stderr can hang the one who plays.
 *
 * <p>For one player thread. Closing kills the process and all it has started.
 */
final class AgentProcess implements AutoCloseable {
  private static final int MAX_LINES_WAITING = 200_000;
  private static final int MAX_ERROR_BYTES = 16 * 1024;

  private final Process process;
  private final Children children;
  private final WireLog log;
  private final LinkedBlockingQueue<Output> output = new LinkedBlockingQueue<>(MAX_LINES_WAITING);
  private final byte[] errors = new byte[MAX_ERROR_BYTES];
  private long errorBytes;
  private volatile boolean killed;
  private final Thread stdout;
  private final Thread stderr;

  /** What the agent's stdout gave. */
  sealed interface Output {
    /** A line, without its newline. */
    record Line(String text) implements Output {}

    /** Something that no agent may write and nothing can be read from; it breaks a requirement. */
    record Broken(String requirement, String why, String text) implements Output {}

    /** There will be nothing more. */
    record End() implements Output {}
  }

  /**
   * Starts the agent.
   *
   * @throws Mismatch if the program cannot be started
   */
  AgentProcess(ProcessBuilder builder, WireLog log) {
    this.log = log;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new Mismatch("an agent that can be started", String.valueOf(e.getMessage()));
    }
    children = new Children(process.toHandle());
    log.add('-', "started " + String.join(" ", builder.command()) + " as process " + process.pid());
    stdout = daemon("agent-stdout", this::readOutput);
    stderr = daemon("agent-stderr", this::readErrors);
  }

  private static Thread daemon(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }

  /**
   * Writes the bytes to the agent's stdin.
   *
   * @throws Mismatch if it does not take them within the time
   */
  void send(byte[] bytes, Duration patience) {
    FutureTask<Void> writing =
        new FutureTask<>(
            () -> {
              OutputStream stdin = process.getOutputStream();
              stdin.write(bytes);
              stdin.flush();
              return null;
            });
    daemon("agent-stdin", writing);
    await(writing, patience);
  }

  private void await(Future<Void> writing, Duration patience) {
    try {
      writing.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new Mismatch("an agent that reads its stdin", "its stdin is closed" + exitNote());
    } catch (TimeoutException e) {
      throw new Mismatch(
          "an agent that reads its stdin",
          "it has read nothing for " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * The next output of the agent, or {@code null} if there was none in that time. After the end,
   * the end again.
   */
  @Nullable Output poll(Duration time) {
    try {
      Output next = output.poll(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
      if (next instanceof Output.End) {
        output.add(next);
      }
      return next;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Closes the agent's stdin. */
  void closeInput() {
    children.look();
    log.add('-', "closed stdin");
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      log.add('-', "stdin was closed already");
    }
  }

  /**
   * Kills the process and its descendants without warning, and waits until all it had written is
   * read.
   */
  void kill() {
    if (killed) {
      return;
    }
    killed = true;
    children.look();
    boolean wasAlive = process.isAlive();
    process.destroyForcibly();
    children.kill();
    if (wasAlive) {
      log.add('-', "killed process " + process.pid());
    }
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      stdout.join(Duration.ofSeconds(5));
      stderr.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The exit code, or {@code null} if the process still runs after that time. */
  @Nullable Integer awaitExit(Duration time) {
    try {
      return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS) ? process.exitValue() : null;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The processes that it had started and that run on after that time. */
  List<String> awaitChildrensEnd(Duration time) {
    return children.awaitEnd(time);
  }

  /** What to add to a sentence about a process that may have ended. */
  String exitNote() {
    Integer code = awaitExit(Duration.ofMillis(300));
    return code == null ? "" : " (it has exited with code " + code + ")";
  }

  /** The last of what the agent wrote to stderr. */
  String errorTail() {
    synchronized (errors) {
      int length = (int) Math.min(errorBytes, MAX_ERROR_BYTES);
      byte[] tail = new byte[length];
      for (int i = 0; i < length; i++) {
        tail[i] = errors[(int) ((errorBytes - length + i) % MAX_ERROR_BYTES)];
      }
      return new String(tail, StandardCharsets.UTF_8).strip();
    }
  }

  @Override
  public void close() {
    kill();
  }

  private void readOutput() {
    try (InputStream in = process.getInputStream()) {
      new LineReader(in, this::hear).read();
    } catch (IOException e) {
      log.add('-', "stdout broke: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.add('-', "end of stdout");
    output.offer(new Output.End());
  }

  private void hear(Output next) throws InterruptedException {
    switch (next) {
      case Output.Line line -> log.add('<', line.text());
      case Output.Broken broken -> {
        if (killed) {
          return; // A line cut off by our own kill is no fault of the agent.
        }
        log.add('<', broken.text());
      }
      case Output.End _ -> {}
    }
    output.put(next);
  }

  private void readErrors() {
    try (InputStream in = process.getErrorStream()) {
      byte[] block = new byte[8192];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        synchronized (errors) {
          for (int i = 0; i < read; i++) {
            errors[(int) (errorBytes++ % MAX_ERROR_BYTES)] = block[i];
          }
        }
      }
    } catch (IOException e) {
      log.add('-', "stderr broke: " + e.getMessage());
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while playing", e);
  }
}
