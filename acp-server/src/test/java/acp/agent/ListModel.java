package acp.agent;

import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A model that answers from a list, and keeps what it was asked. */
final class ListModel implements Model {
  final List<ModelRequest> requests = new CopyOnWriteArrayList<>();

  /** Whether each request came on a thread that must not be kept busy, such as a mailbox. */
  final List<Boolean> onBusyThread = new CopyOnWriteArrayList<>();

  /** True for a model that takes no pictures. */
  volatile boolean blind;

  /** False for a model that is no server's. */
  volatile boolean served = true;

  private final Deque<Flux<ModelEvent>> answers = new ArrayDeque<>();
  private final String name;

  ListModel() {
    this("list/model");
  }

  ListModel(String name) {
    this.name = name;
  }

  /** The next answer, ended as usual. */
  ListModel then(ModelEvent... events) {
    return then(Flux.just(events).concatWithValues(new ModelEvent.Ended(ModelEvent.Stop.DONE)));
  }

  synchronized ListModel then(Flux<ModelEvent> answer) {
    answers.add(answer);
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long window() {
    return 1000;
  }

  @Override
  public boolean isServed() {
    return served;
  }

  @Override
  public boolean seesImages() {
    return !blind;
  }

  @Override
  public synchronized Flux<ModelEvent> stream(ModelRequest request) {
    requests.add(request);
    onBusyThread.add(Schedulers.isInNonBlockingThread());
    Flux<ModelEvent> next = answers.poll();
    return next == null ? Flux.error(new AssertionError("one question too many")) : next;
  }
}
