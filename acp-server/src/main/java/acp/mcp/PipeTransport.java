package acp.mcp;

import acp.transport.FrameHandler;
import acp.transport.StdioTransport;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Speaks to a server through its standard input and output, a message on each line. What is no
 * message is noted and skipped, because programs greet and warn where they should not. Three
 * threads of its own: a pipe may block them for as long as the server likes. Thread-safe.
 */
final class PipeTransport implements McpClientTransport {
  /** Bytes of a line; what is longer is skipped. */
  static final int MAX_LINE = 8 << 20;

  private static final int MAX_ERROR_LINE = 64 << 10;

  /** Messages that wait for a server that does not read. */
  private static final int MAX_WAITING = 256;

  /** Not a message: behind it, the server's input ends. */
  private static final byte[] END = {};

  private static final Logger log = LoggerFactory.getLogger(PipeTransport.class);

  private final String name;
  private final Child child;
  private final Mask mask;
  private final JacksonMapper json;
  private final Consumer<String> oversized;
  private final StdioTransport lines;
  private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean noted = new AtomicBoolean();

  /**
   * @param name the server's
   * @param oversized told why, when a line was skipped that may have been the answer to anything
   */
  PipeTransport(
      String name, Child child, Mask mask, JacksonMapper json, Consumer<String> oversized) {
    this.name = name;
    this.child = child;
    this.mask = mask;
    this.json = json;
    this.oversized = oversized;
    this.lines = new StdioTransport(child.output(), child.input(), MAX_LINE);
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return Mono.fromRunnable(
        () -> {
          start("mcp-read", () -> lines.run(new Reader(handler)));
          start("mcp-write", this::write);
          start("mcp-errors", this::drain);
        });
  }

  private static void start(String thread, Runnable work) {
    Thread.ofPlatform().daemon().name(thread).start(work);
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.defer(
        () -> {
          if (closed.get()) {
            // One that dies at once is gone before the first word: how it ended is what is wrong.
            return child.ended().flatMap(why -> Mono.error(new Trouble(why)));
          }
          try {
            return waiting.offer(json.writeValueAsBytes(message))
                ? Mono.empty()
                : Mono.error(new Trouble("It does not take what it is sent."));
          } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
          }
        });
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(
        () -> {
          if (closed.compareAndSet(false, true)) {
            do {
              waiting.clear();
            } while (!waiting.offer(END));
            child.reap();
          }
        });
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return json.convertValue(data, type);
  }

  /** The only one that touches the server's input: also its end, which else could have to wait. */
  private void write() {
    try {
      for (byte[] line = waiting.take(); line.length > 0; line = waiting.take()) {
        lines.send(line, 0, line.length);
        if (waiting.isEmpty()) {
          lines.flush();
        }
      }
      child.input().close();
    } catch (IOException gone) {
      log.debug("MCP server {} reads no more", name);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it says besides is for a log that is asked for it; read it must be in any case. */
  private void drain() {
    new StdioTransport(child.errors(), OutputStream.nullOutputStream(), MAX_ERROR_LINE)
        .run(new ErrorReader());
  }

  private final class ErrorReader implements FrameHandler {

    @Override
    public void onFrame(byte[] buffer, int offset, int length) {
      if (log.isDebugEnabled()) {
        String line = new String(buffer, offset, length, StandardCharsets.UTF_8);
        log.debug("MCP server {} says: {}", name, mask.of(line));
      }
    }

    @Override
    public void onOversized(long limit) {
      log.debug("MCP server {} says a long line", name);
    }

    @Override
    public void onEnd() {}
  }

  private final class Reader implements FrameHandler {
    private final Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler;

    Reader(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
      this.handler = handler;
    }

    @Override
    public void onFrame(byte[] buffer, int offset, int length) {
      String line = new String(buffer, offset, length, StandardCharsets.UTF_8);
      JSONRPCMessage message;
      try {
        message = McpSchema.deserializeJsonRpcMessage(json, line);
      } catch (IOException | IllegalArgumentException noMessage) {
        note(line);
        return;
      }
      handler.apply(Mono.just(message)).onErrorComplete().subscribe();
    }

    /** The first is worth a line in the log; the rest would fill it. */
    private void note(String line) {
      if (noted.compareAndSet(false, true)) {
        log.info("MCP server {} writes what is no message: {}", name, mask.of(line));
      } else {
        log.debug("MCP server {} writes what is no message: {}", name, mask.of(line));
      }
    }

    @Override
    public void onOversized(long limit) {
      oversized.accept("It sent more than " + (limit >> 20) + " MiB at once.");
    }

    @Override
    public void onEnd() {
      log.debug("MCP server {} has closed its output", name);
    }
  }
}
