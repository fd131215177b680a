package dev.gradus.checker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Sends the requests of two threads together, so that the program computes both at once. A thread that is alone waits a
 * moment for another one.
 */
final class Meeting {
    private static final long PATIENCE_MILLIS = 5;

    private final Function<List<Consumer<JsonGenerator>>, List<JsonNode>> send;
    private final Exchanger<Turn> exchanger = new Exchanger<>();
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean isOpen;

    private record Turn(long number, Consumer<JsonGenerator> request, CompletableFuture<JsonNode> answer) {}

    Meeting(Function<List<Consumer<JsonGenerator>>, List<JsonNode>> send) {
        this.send = send;
    }

    void open(boolean open) {
        isOpen = open;
    }

    JsonNode ask(Consumer<JsonGenerator> request) {
        if (!isOpen) {
            return send.apply(List.of(request)).get(0);
        }
        Turn own = new Turn(turns.incrementAndGet(), request, new CompletableFuture<>());
        Turn other = exchanged(own);
        if (other == own) {
            return send.apply(List.of(request)).get(0);
        }
        if (own.number < other.number) {
            sendBoth(own, other);
        }
        try {
            return own.answer.join();
        } catch (CompletionException thrown) {
            throw thrown.getCause() instanceof RuntimeException cause ? cause : thrown;
        }
    }

    /** The other thread's turn, or the same if no other thread comes. */
    private Turn exchanged(Turn own) {
        try {
            return exchanger.exchange(own, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException alone) {
            return own;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return own;
        }
    }

    private void sendBoth(Turn first, Turn second) {
        try {
            Consumer<JsonGenerator> together = json -> json.writeNumberProperty("together", 2);
            List<JsonNode> answers =
                    send.apply(List.of(first.request.andThen(together), second.request.andThen(together)));
            first.answer.complete(answers.get(0));
            second.answer.complete(answers.get(1));
        } catch (RuntimeException thrown) {
            first.answer.completeExceptionally(thrown);
            second.answer.completeExceptionally(thrown);
        }
    }
}
