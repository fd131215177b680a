package dev.gradus.checker;

import dev.gradus.checker.Question.Answer;
import dev.gradus.testkit.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs checks at once, each on a thread of its own. When every one of them waits for an answer, it asks for all. So it
 * depends on the checks alone which questions are asked together, and not on time.
 */
final class Crew implements Together {
    private static final int THREADS = 32;

    /** Many more than threads, so that few of these are idle at the end. */
    private static final int MOST = 8 * THREADS;

    private final Function<List<Question>, List<Answer>> send;
    private final ExecutorService threads = Executors.newCachedThreadPool(Lines::daemon);
    private final ThreadLocal<Integer> index = new ThreadLocal<>();
    private final List<Turn> waiting = new ArrayList<>();
    private int running;

    private record Turn(int index, List<Question> questions, CompletableFuture<List<Answer>> answers) {}

    /** Ends a check that cannot find anything any more. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A crew.
     *
     * @param send asks the program
     */
    Crew(Function<List<Question>, List<Answer>> send) {
        this.send = send;
    }

    /** The same crew, whose first checks are alone: some mistakes need the same question twice in a row. */
    Together alone(int first) {
        Crew crew = this;
        return new Together() {
            @Override
            public int atOnce(int checked) {
                return crew.atOnce(checked - first);
            }

            @Override
            public <T> List<Optional<T>> all(List<Supplier<Optional<T>>> checks) {
                return crew.all(checks);
            }
        };
    }

    /** More and more, so that a wrong or slow op is not asked much in vain. */
    @Override
    public int atOnce(int checked) {
        return Math.max(1, Math.min(checked, MOST));
    }

    @Override
    public <T> List<Optional<T>> all(List<Supplier<Optional<T>>> checks) {
        if (checks.size() <= 1) {
            return ONE_BY_ONE.all(checks);
        }
        int count = Math.min(THREADS, checks.size());
        synchronized (waiting) {
            running = count;
        }
        List<Optional<T>> findings = new ArrayList<>(Collections.nCopies(checks.size(), Optional.empty()));
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Void>> workers = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> work(checks, findings, next), threads))
                .limit(count)
                .toList();
        try {
            workers.forEach(CompletableFuture::join);
        } catch (CompletionException thrown) {
            throw thrown.getCause() instanceof RuntimeException cause ? cause : thrown;
        }
        return findings;
    }

    private <T> void work(List<Supplier<Optional<T>>> checks, List<Optional<T>> findings, AtomicInteger next) {
        try {
            for (int i = next.getAndIncrement(); i < checks.size(); i = next.getAndIncrement()) {
                index.set(i);
                findings.set(i, checks.get(i).get());
            }
        } catch (Abandoned nothingFound) {
            // nor will the next ones find anything
        } finally {
            index.remove();
            send(nextRound(Optional.empty()));
        }
    }

    /** The answers, which the program is asked for together with what the other checks ask. */
    List<Answer> ask(List<Question> questions) {
        if (index.get() == null) {
            return send.apply(questions);
        }
        Turn own = new Turn(index.get(), questions, new CompletableFuture<>());
        send(nextRound(Optional.of(own)));
        List<Answer> answers = own.answers.join();
        if (answers.contains(Answer.GONE) && answers.stream().noneMatch(Answer::isFinding)) {
            throw new Abandoned();
        }
        return answers;
    }

    /** What all checks wait for, if this one is the last to wait or to end; otherwise nothing. */
    private List<Turn> nextRound(Optional<Turn> own) {
        synchronized (waiting) {
            own.ifPresentOrElse(waiting::add, () -> running--);
            if (waiting.size() < running) {
                return List.of();
            }
            List<Turn> round = waiting.stream()
                    .sorted(Comparator.comparingInt(Turn::index))
                    .toList();
            waiting.clear();
            return round;
        }
    }

    private void send(List<Turn> round) {
        if (round.isEmpty()) {
            return;
        }
        try {
            List<Answer> answers = send.apply(
                    round.stream().flatMap(turn -> turn.questions.stream()).toList());
            int start = 0;
            for (Turn turn : round) {
                int end = start + turn.questions.size();
                turn.answers.complete(answers.subList(start, end));
                start = end;
            }
        } catch (RuntimeException | Error thrown) {
            round.forEach(turn -> turn.answers.completeExceptionally(thrown));
        }
    }
}
