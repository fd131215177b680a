package dev.gradus.playground;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The changes of numbers that can be undone and redone. */
final class History {
    private static final int MOST_CHANGES = 50;

    private final Deque<State> undo = new ArrayDeque<>();
    private final Deque<State> redo = new ArrayDeque<>();

    /**
     * A state to return to: the data, the weights at iteration 0, and what happened since.
     *
     * @param first the settings of the first iteration
     */
    record State(
            DataSet data,
            Sampling sampling,
            Weights weights,
            Settings first,
            List<Training.Event> events,
            int iteration) {}

    void clear() {
        undo.clear();
        redo.clear();
    }

    /** Remembers the state before a change. */
    void add(State before) {
        push(undo, before);
        redo.clear();
    }

    /** The state before the last change, which can then be redone to the present state; empty if there is none. */
    Optional<State> undo(Optional<State> present) {
        return move(undo, redo, present);
    }

    /** The state that was undone last; empty if there is none. */
    Optional<State> redo(Optional<State> present) {
        return move(redo, undo, present);
    }

    private static Optional<State> move(Deque<State> from, Deque<State> to, Optional<State> present) {
        if (from.isEmpty()) {
            return Optional.empty();
        }
        present.ifPresent(state -> push(to, state));
        return Optional.of(from.pop());
    }

    private static void push(Deque<State> states, State state) {
        states.push(state);
        if (states.size() > MOST_CHANGES) {
            states.removeLast();
        }
    }

    int undoable() {
        return undo.size();
    }

    int redoable() {
        return redo.size();
    }
}
