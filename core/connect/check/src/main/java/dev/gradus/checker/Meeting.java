package dev.gradus.checker;

import dev.gradus.checker.Question.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Asks the questions of two threads together, so that the program computes both at once. A thread that is alone waits a
 * moment for another one.
 */
final class Meeting {
    private static final long PATIENCE_MILLIS = 5;

    private final Function<List<Question>, List<Answer>> one;
    private final Function<List<Question>, List<Answer>> both;
    private final Exchanger<Turn> exchanger = new Exchanger<>();
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean isOpen;

    private record Turn(long number, Question question, CompletableFuture<Answer> answer) {}

    /**
     * A meeting.
     *
     * @param one asks a single question
     * @param both asks two of the same kind
     */
    Meeting(Function<List<Question>, List<Answer>> one, Function<List<Question>, List<Answer>> both) {
        this.one = one;
        this.both = both;
    }

    void open(boolean open) {
        isOpen = open;
    }

    boolean isOpen() {
        return isOpen;
    }

    Answer ask(Question question) {
        Turn own = new Turn(turns.incrementAndGet(), question, new CompletableFuture<>());
        Turn other = exchanged(own);
        if (other == own || other.question.kind() != question.kind()) {
            return one.apply(List.of(question)).get(0);
        }
        if (own.number < other.number) {
            askBoth(own, other);
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

    private void askBoth(Turn first, Turn second) {
        try {
            List<Answer> answers = both.apply(List.of(first.question, second.question));
            first.answer.complete(answers.get(0));
            second.answer.complete(answers.get(1));
        } catch (RuntimeException thrown) {
            first.answer.completeExceptionally(thrown);
            second.answer.completeExceptionally(thrown);
        }
    }
}
