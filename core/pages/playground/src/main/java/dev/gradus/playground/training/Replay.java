package dev.gradus.playground.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A training that is repeated in pieces, with the same changes at the same iterations, to the same bits. */
public final class Replay {
    private final Training training;
    private final Deque<Training.Event> changes;
    private final int end;
    private boolean isDone;

    /** @param end the iteration at which the repetition ends */
    public Replay(Training training, List<Training.Event> changes, int end) {
        this.training = training;
        this.changes = new ArrayDeque<>(changes);
        this.end = end;
    }

    /** Trains for at most this number of iterations; stops early if the training does. */
    public void advance(int iterations) {
        int left = iterations;
        while (!isDone) {
            int goal = changes.isEmpty() ? end : changes.element().iteration();
            int before = training.iteration();
            training.play(Math.max(0, Math.min(left, goal - before)));
            left -= training.iteration() - before;
            if (left <= 0 && training.iteration() < goal) {
                return;
            }
            isDone = changes.isEmpty() || training.iteration() != goal;
            if (!isDone) {
                training.change(changes.remove());
            }
        }
    }

    /** The training as far as it is repeated. */
    public Training training() {
        return training;
    }

    /** Whether all of it is repeated, or it stopped earlier. */
    public boolean isDone() {
        return isDone;
    }

    /** The iteration at which it ends. */
    public int end() {
        return end;
    }
}
