package acp.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** A conversation, with the other end played by hand. */
@Timeout(20)
class PeerTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final ObjectMapper mapper = new ObjectMapper();
  private final FakeWire wire = new FakeWire();
  private final Map<String, Function<String, Mono<?>>> methods = new ConcurrentHashMap<>();
  private final Handlers handlers = this::handle;
  private final Peer peer = new Peer(wire, () -> mapper, () -> handlers);
  private final Thread reader = new Thread(peer::run, "reader");

  @BeforeEach
  void start() {
    reader.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    wire.feedEnd();
    reader.join();
    peer.close(LONG);
  }

  @Nested
  class WhileServing {

    @Test
    void aResultIsAnsweredUnderItsId() {
      methods.put("echo", params -> Mono.just(Map.of("got", params)));

      wire.feed(request("\"1\"", "echo", "{\"a\":1}"));

      assertEquals(result("\"1\"", "{\"got\":\"{\\\"a\\\":1}\"}"), wire.next());
    }

    @Test
    void noResultIsTheEmptyObject() {
      methods.put("void", params -> Mono.empty());

      wire.feed(request("null", "void", "{}"));

      assertEquals(result("null", "{}"), wire.next());
    }

    @Test
    void aSlowHandlerHoldsNobody() {
      Sinks.One<String> slow = Sinks.one();
      methods.put("slow", params -> slow.asMono());
      methods.put("fast", params -> Mono.just("f"));

      wire.feed(request("1", "slow", "{}"));
      wire.feed(request("2", "fast", "{}"));
      String first = wire.next();
      slow.tryEmitValue("s").orThrow();

      assertEquals(result("2", "\"f\""), first);
      assertEquals(result("1", "\"s\""), wire.next());
    }

    @Test
    void whatFollowsAnAnswerIsDirectlyBehindIt() {
      methods.put(
          "new",
          params ->
              Mono.just(
                  new Answer<>(
                      Map.of("id", "s"),
                      List.of(
                          new Notification("one", Map.of()), new Notification("two", Map.of())))));

      wire.feed(request("1", "new", "{}"));

      assertEquals(result("1", "{\"id\":\"s\"}"), wire.next());
      assertTrue(wire.next().contains("\"one\""));
      assertTrue(wire.next().contains("\"two\""));
    }

    @Test
    void whatAHandlerTellsBeforeItsAnswerIsBeforeItOnTheWire() {
      methods.put(
          "prompt",
          params ->
              Mono.fromRunnable(() -> tell("update"))
                  .then(Mono.fromSupplier(() -> "end"))
                  .subscribeOn(Schedulers.parallel()));

      for (int i = 0; i < 500; i++) {
        wire.feed(request("1", "prompt", "{}"));

        assertTrue(wire.next().contains("update"));
        assertEquals(result("1", "\"end\""), wire.next());
      }
    }

    @Test
    void aRefusalGoesOutAsItIs() {
      methods.put(
          "now",
          params -> {
            throw AcpException.invalidParams("cwd", "Not\nabsolute");
          });
      methods.put("later", params -> Mono.error(AcpException.unknownSession("s1")));

      wire.feed(request("1", "now", "{}"));
      wire.feed(request("2", "later", "{}"));

      assertEquals(error("1", -32602, "Not absolute", "{\"path\":\"cwd\"}"), wire.next());
      assertEquals(error("2", -32002, "Session not found", "{\"sessionId\":\"s1\"}"), wire.next());
    }

    @Test
    void anythingElseIsAnIncidentWithoutATraceOutside() {
      methods.put(
          "throw",
          params -> {
            throw new IllegalStateException("secret");
          });
      methods.put("fail", params -> Mono.error(new IOException("secret")));
      methods.put(
          "error",
          params -> {
            throw new StackOverflowError("secret");
          });
      methods.put(
          "memory",
          params ->
              Mono.defer(
                  () -> {
                    throw new OutOfMemoryError("secret");
                  }));
      methods.put("null", params -> nothing());

      for (String method : List.of("throw", "fail", "error", "memory", "null")) {
        wire.feed(request("1", method, "{}"));

        String answer = wire.next();
        assertTrue(
            answer.matches(
                "\\{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\\{\"code\":-32603,"
                    + "\"message\":\"Internal error\",\"data\":\\{\"incident\":\"[0-9a-f]{16}\"}}}"),
            method + ": " + answer);
      }
    }

    @Test
    void anUnknownMethodIsAnsweredAndAnUnknownNotificationIsNot() {
      wire.feed(notification("none", "{}"));
      wire.feed(request("1", "none", "{}"));

      assertTrue(wire.next().contains("\"id\":1,\"error\":{\"code\":-32601"));
      assertEquals(0, wire.pending());
    }

    @Test
    void aFailingNotificationIsNeverAnswered() {
      methods.put("fail", params -> Mono.error(new IOException("x")));
      methods.put(
          "throw",
          params -> {
            throw new StackOverflowError();
          });
      methods.put("ok", params -> Mono.just("fine"));

      wire.feed(notification("fail", "{}"));
      wire.feed(notification("throw", "{}"));
      wire.feed(notification("ok", "{}"));
      wire.feed(request("1", "ok", "{}"));

      assertEquals(result("1", "\"fine\""), wire.next());
      assertEquals(0, wire.pending());
    }

    @Test
    void malformedLinesAreAnsweredAndReadingGoesOn() {
      methods.put("ok", params -> Mono.just("fine"));

      wire.feed("{bad");
      wire.feed("[]");
      wire.feed("{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":{}}");
      wire.feed("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":7}");
      wire.feed(request("1", "ok", "{}"));

      assertEquals(error("null", -32700, "The line is not JSON", null), wire.next());
      assertEquals(error("null", -32600, "Batches are not served", null), wire.next());
      assertEquals(result("1", "\"fine\""), wire.next());
    }

    @Test
    void aSecondRequestUnderAnIdInFlightIsRefusedAndTheFirstIsUnharmed() {
      Sinks.One<String> slow = Sinks.one();
      methods.put("slow", params -> slow.asMono());

      wire.feed(request("1", "slow", "{}"));
      wire.feed(request("1", "slow", "{}"));
      wire.feed(request("\"1\"", "none", "{}"));
      String second = wire.next();
      String third = wire.next();
      slow.tryEmitValue("s").orThrow();

      assertTrue(second.contains("\"id\":1,\"error\":{\"code\":-32600"), second);
      assertTrue(third.contains("\"id\":\"1\",\"error\":{\"code\":-32601"), third);
      assertEquals(result("1", "\"s\""), wire.next());
    }

    @Test
    void aThousandConcurrentRequestsAreEachAnsweredOnce() {
      AtomicInteger running = new AtomicInteger();
      CountDownLatch all = new CountDownLatch(1_000);
      methods.put(
          "work",
          params -> {
            running.incrementAndGet();
            all.countDown();
            return Mono.fromCallable(() -> all.await(10, TimeUnit.SECONDS))
                .subscribeOn(Schedulers.boundedElastic())
                .thenReturn(params);
          });

      for (int i = 0; i < 1_000; i++) {
        wire.feed(request(Integer.toString(i), "work", "{\"n\":" + i + "}"));
      }

      Map<String, Integer> answers = new HashMap<>();
      for (int i = 0; i < 1_000; i++) {
        answers.merge(wire.next(), 1, Integer::sum);
      }
      for (int i = 0; i < 1_000; i++) {
        assertEquals(
            1, answers.get(result(Integer.toString(i), "\"{\\\"n\\\":" + i + "}\"")), "id " + i);
      }
      assertEquals(0, wire.pending());
    }
  }

  @Nested
  class WhenCancelled {

    @Test
    void aCancelOvertakesARunningRequest() {
      CountDownLatch stopped = new CountDownLatch(1);
      methods.put("list", params -> Mono.never().doOnCancel(stopped::countDown));

      wire.feed(request("\"a\"", "list", "{}"));
      wire.feed(notification("$/cancel_request", "{\"requestId\":\"a\"}"));

      assertEquals(error("\"a\"", -32800, "Request cancelled", null), wire.next());
      assertEquals(0, stopped.getCount());
    }

    @Test
    void aHandlerThatHearsTheCancelGivesItsOwnResult() {
      methods.put(
          "prompt",
          params ->
              Mono.never()
                  .takeUntilOther(Serving.cancelled())
                  .then(Mono.fromRunnable(() -> tell("last")))
                  .thenReturn("cancelled"));

      wire.feed(request("1", "prompt", "{}"));
      wire.feed(notification("$/cancel_request", "{\"requestId\":1}"));

      assertTrue(wire.next().contains("last"));
      assertEquals(result("1", "\"cancelled\""), wire.next());
    }

    @Test
    void whatBreaksOffAfterACancelIsTheCancel() {
      methods.put(
          "prompt",
          params -> Serving.cancelled().then(Mono.error(new CancellationException("http"))));

      wire.feed(request("1", "prompt", "{}"));
      wire.feed(notification("$/cancel_request", "{\"requestId\":1}"));

      assertEquals(error("1", -32800, "Request cancelled", null), wire.next());
    }

    @Test
    void aLateWorkerCannotAnswerTwice() throws InterruptedException {
      CountDownLatch go = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(1);
      methods.put(
          "late",
          params ->
              Mono.create(
                  sink ->
                      new Thread(
                              () -> {
                                awaitQuietly(go);
                                sink.success("late");
                                done.countDown();
                              })
                          .start()));
      methods.put("ok", params -> Mono.just("fine"));

      wire.feed(request("1", "late", "{}"));
      wire.feed(notification("$/cancel_request", "{\"requestId\":1}"));
      String first = wire.next();
      go.countDown();
      assertTrue(done.await(10, TimeUnit.SECONDS));
      wire.feed(notification("$/cancel_request", "{\"requestId\":1}"));
      wire.feed(request("2", "ok", "{}"));

      assertEquals(error("1", -32800, "Request cancelled", null), first);
      assertEquals(result("2", "\"fine\""), wire.next());
    }

    @Test
    void aHandlerThatFailsToStopIsStillAnsweredAndReadingGoesOn() {
      methods.put(
          "odd",
          params ->
              Mono.never()
                  .doOnCancel(
                      () -> {
                        throw new StackOverflowError();
                      }));
      methods.put("ok", params -> Mono.just("fine"));

      wire.feed(request("1", "odd", "{}"));
      wire.feed(notification("$/cancel_request", "{\"requestId\":1}"));
      wire.feed(request("2", "ok", "{}"));

      assertEquals(error("1", -32800, "Request cancelled", null), wire.next());
      assertEquals(result("2", "\"fine\""), wire.next());
    }

    @Test
    void cancelsOfIdsWeDoNotServeAreNothing() {
      methods.put("ok", params -> Mono.just("fine"));
      methods.put("slow", params -> Mono.never());

      wire.feed(request("1", "slow", "{}"));
      wire.feed(notification("$/cancel_request", "{\"requestId\":\"1\"}"));
      wire.feed(notification("$/cancel_request", "{\"requestId\":2}"));
      wire.feed(notification("$/cancel_request", "{}"));
      wire.feed(request("3", "ok", "{}"));

      assertEquals(result("3", "\"fine\""), wire.next());
      assertFalse(peer.isIdle());
    }

    @Test
    void everyRaceOfCancelAndResultIsAnsweredOnce() {
      methods.put(
          "race", params -> Mono.just("won").subscribeOn(Schedulers.parallel()).cast(Object.class));

      for (int i = 0; i < 2_000; i++) {
        wire.feed(request(Integer.toString(i), "race", "{}"));
        wire.feed(notification("$/cancel_request", "{\"requestId\":" + i + "}"));
      }

      Map<String, Integer> ids = new HashMap<>();
      for (int i = 0; i < 2_000; i++) {
        ids.merge(wire.next().replaceAll(".*\"id\":(\\d+),.*", "$1"), 1, Integer::sum);
      }
      assertEquals(2_000, ids.size());
      assertEquals(0, wire.pending());
    }
  }

  @Nested
  class WhileAsking {

    @Test
    void anAnswerIsReadAsItsType() {
      var answer = peer.ask("fs/read", Map.of("path", "/a"), JsonNode.class).toFuture();

      assertEquals(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"fs/read\",\"params\":{\"path\":\"/a\"}}",
          wire.next());
      wire.feed(result("1", "{\"content\":\"x\"}"));

      assertEquals("x", answer.join().path("content").asText());
    }

    @Test
    void aNullResultIsTheEmptyObjectAndVoidTakesAnything() {
      var object = peer.ask("a", Map.of(), Map.class).toFuture();
      wire.feed(result("1", "null"));
      var nothing = peer.ask("b", Map.of(), Void.class).toFuture();
      wire.feed(result("2", "[1]"));

      assertEquals(Map.of(), object.join());
      assertEquals(null, nothing.join());
    }

    @Test
    void whatComesAfterAnAnswerIsNotDoneByTheReader() {
      var thread = peer.ask("a", Map.of(), Map.class).map(it -> Thread.currentThread()).toFuture();
      wire.feed(result("1", "{}"));

      assertNotEquals(reader, thread.join());
    }

    @Test
    void theClientsErrorKeepsCodeMessageAndDetails() {
      var known = failure(peer.ask("a", Map.of(), Map.class));
      wire.feed(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":"
              + "{\"code\":-32002,\"message\":\"No file\",\"data\":{\"details\":\"gone\"}}}");
      var unknown = failure(peer.ask("a", Map.of(), Map.class));
      wire.feed("{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-7,\"data\":\"why\"}}");

      AcpException first = known.join();
      AcpException second = unknown.join();
      assertEquals(ErrorCode.RESOURCE_NOT_FOUND, first.code());
      assertEquals("No file", first.getMessage());
      assertEquals(Map.of("details", "gone"), first.data());
      assertEquals(ErrorCode.INTERNAL_ERROR, second.code());
      assertEquals(Map.of("code", -7, "details", "why"), second.data());
    }

    @Test
    void aResultThatDoesNotFitIsAnInternalError() {
      var failure = failure(peer.ask("a", Map.of(), Integer.class));
      wire.feed(result("1", "{\"x\":1}"));

      assertEquals(ErrorCode.INTERNAL_ERROR, failure.join().code());
    }

    @Test
    void paramsThatCannotBeRenderedFailTheQuestion() {
      var failure = failure(peer.ask("a", Map.of("x", new Object()), Map.class));

      assertEquals(ErrorCode.INTERNAL_ERROR, failure.join().code());
    }

    @Test
    void aCancelledQuestionIsWithdrawnAndItsLateAnswerDropped() {
      var question = peer.ask("a", Map.of(), Map.class).subscribe();
      wire.next();

      question.dispose();

      assertEquals(
          "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancel_request\",\"params\":{\"requestId\":1}}",
          wire.next());
      wire.feed(result("1", "{}"));
      var other = peer.ask("b", Map.of(), Map.class).toFuture();
      wire.feed(result("2", "{\"b\":2}"));
      assertEquals(Map.of("b", 2), other.join());
    }

    @Test
    void aQuestionCancelledAsItIsAskedIsNotWithdrawnBeforeItIsSent() {
      peer.ask("a", Map.of(), Map.class)
          .subscribe(
              new BaseSubscriber<Object>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                  cancel();
                }
              });
      tell("end");

      assertTrue(wire.next().contains("\"method\":\"a\""));
      assertTrue(wire.next().contains("$/cancel_request"));
      assertTrue(wire.next().contains("end"));
    }

    @Test
    void aQuestionWithALimitIsWithdrawnWhenItPasses() {
      var failure = failure(peer.ask("a", Map.of(), Map.class, Duration.ofMillis(20)));

      assertEquals(ErrorCode.REQUEST_CANCELLED, failure.join().code());
      assertTrue(wire.next().contains("\"method\":\"a\""));
      assertTrue(wire.next().contains("$/cancel_request"));
    }

    @Test
    void bothEndsMayUseTheSameId() {
      methods.put(
          "prompt", params -> peer.ask("permission", Map.of(), Map.class).cast(Object.class));

      wire.feed(request("1", "prompt", "{}"));
      assertTrue(wire.next().contains("\"id\":1,\"method\":\"permission\""));
      wire.feed(result("1", "{\"ok\":true}"));

      assertEquals(result("1", "{\"ok\":true}"), wire.next());
    }
  }

  @Nested
  class AtTheEnd {

    @Test
    void openQuestionsFailAtTheCloseAndNotBefore() throws InterruptedException {
      var open = failure(peer.ask("a", Map.of(), Map.class));
      wire.next();

      wire.feedEnd();
      reader.join();
      boolean early = open.isDone();
      peer.close(LONG);

      assertFalse(early);
      assertEquals(ErrorCode.INTERNAL_ERROR, open.join().code());
      assertEquals(
          ErrorCode.INTERNAL_ERROR, failure(peer.ask("b", Map.of(), Map.class)).join().code());
    }

    @Test
    void whatWasAskedBeforeTheEndIsStillAnswered() throws InterruptedException {
      Sinks.One<String> slow = Sinks.one();
      methods.put("slow", params -> slow.asMono());
      wire.feed(request("1", "slow", "{}"));
      wire.feedEnd();
      reader.join();

      var drained = peer.drained().toFuture();
      boolean early = drained.isDone();
      slow.tryEmitValue("s").orThrow();
      drained.join();
      boolean all = peer.close(LONG);

      assertFalse(early);
      assertTrue(all);
      assertEquals(result("1", "\"s\""), wire.next());
      assertTrue(peer.isIdle());
    }

    @Test
    void anIdlePeerIsDrained() {
      peer.drained().block(LONG);

      assertTrue(peer.isIdle());
    }

    @Test
    void aBrokenWireFailsQuestionsAndIsTold() {
      wire.breakOff();
      var open = failure(peer.ask("a", Map.of(), Map.class));

      assertEquals(ErrorCode.INTERNAL_ERROR, open.join().code());
      peer.broken().block(LONG);
      peer.notify(new Notification("m", Map.of(), 100L << 20)).block(LONG);
    }
  }

  private void tell(String method) {
    peer.notify(new Notification(method, Map.of())).subscribe();
  }

  private Mono<?> handle(String method, Json params) {
    Function<String, Mono<?>> handler = methods.get(method);
    if (handler == null) {
      throw new AcpException(ErrorCode.METHOD_NOT_FOUND, "Method not found");
    }
    return handler.apply(params.toString());
  }

  /** What a broken handler returns in place of a Mono. */
  @SuppressWarnings("NullAway") // the very fault that is tested
  private static Mono<?> nothing() {
    return null;
  }

  /** Subscribes; gives the failure when it has come. */
  private static CompletableFuture<AcpException> failure(Mono<?> answer) {
    return answer
        .<AcpException>handle((value, sink) -> sink.error(new AssertionError(value)))
        .onErrorResume(AcpException.class, Mono::just)
        .toFuture()
        .thenApply(Objects::requireNonNull);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  static String request(String id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  static String notification(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}".formatted(method, params);
  }

  static String result(String id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(id, result);
  }

  static String error(String id, int code, String message, @Nullable String data) {
    String tail = data == null ? "" : ",\"data\":" + data;
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"%s\"%s}}"
        .formatted(id, code, message, tail);
  }
}
