package dev.gradus.playground.show;

import dev.gradus.node.Op;
import dev.gradus.playground.language.Problem;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.training.Training;
import java.util.Optional;

/**
 * The sentence about the present state, and the words above it.
 *
 * @param strong the first, emphasized words above it
 * @param rest the others
 * @param text the sentence
 */
public record Sentence(String strong, String rest, String text) {
    /** The loss is compared with that of this many iterations ago. */
    private static final int BACK = 50;

    /** A loss that was this many times smaller has risen. */
    private static final double RISE = 10;

    /** The sentence about this state. If the task is solved, it is the given one. */
    public static Sentence of(
            Program program, Evaluated evaluated, Optional<Training> training, Optional<String> solved) {
        if (evaluated.problem().isPresent()) {
            Problem problem = evaluated.problem().get();
            Position position =
                    new Lines(program.text()).position(problem.point().from());
            return new Sentence(
                    "Line " + (position.line() + 1) + ", column " + (position.column() + 1),
                    problem.head(),
                    problem.sentence());
        }
        String aside = program.asideSentence().map(words -> ". " + words).orElse("");
        return training.map(now -> of(now, evaluated, solved, aside))
                .orElse(new Sentence("Ready", "no lines yet", "Write a line, or choose a lesson."));
    }

    private static Sentence of(Training now, Evaluated evaluated, Optional<String> solved, String aside) {
        String iteration = "iteration " + now.iteration();
        String name = "«" + now.objective().label() + "»";
        if (!now.isFinite() && now.iteration() == 0) {
            return new Sentence(
                    "Stopped", iteration, name + " is not finite with these numbers. Undo the change, or start over.");
        }
        if (!now.isFinite()) {
            return stopped(now, name);
        }
        if (solved.isPresent()) {
            return new Sentence("Solved", iteration, solved.get());
        }
        if (now.iteration() == 0) {
            long ops = evaluated.nodes().stream().filter(Op.class::isInstance).count();
            String value = "The lines compute " + name + " = " + Figures.of(now.loss()) + ".";
            return new Sentence(
                    "Ready",
                    ops + (ops == 1 ? " op" : " ops") + ", all sizes fit" + aside,
                    now.parameters().isEmpty()
                            ? value + " Nothing is learned: no line defines weights, as W = randn(2, 1) would."
                            : value + " Press play and the weights will move.");
        }
        double ratio = now.loss() / now.loss(Math.max(0, now.iteration() - BACK));
        return new Sentence("Training", iteration, course(ratio));
    }

    /** Says what became infinite or NaN, when, and how the loss came there. */
    private static Sentence stopped(Training now, String name) {
        double loss = now.loss();
        String value = Double.isNaN(loss) ? "NaN" : loss < 0 ? "−∞" : "∞";
        int finite = Double.isFinite(loss) ? now.iteration() : now.iteration() - 1;
        double last = now.loss(finite);
        boolean rose = last > RISE * now.best();
        String what = finite < now.iteration() ? "is " + value : "would be infinite after one more step";
        return new Sentence(
                "Diverged",
                (finite < now.iteration() ? value : "∞") + " at iteration " + (finite + 1),
                rose
                        ? name + " rose from " + Figures.of(now.best()) + " to " + Figures.of(last) + " and " + what
                                + ": «η» is too large."
                        : name + " was " + Figures.of(last) + " and " + what + ": a value left the range of numbers.");
    }

    private static String course(double ratio) {
        if (ratio > 1.02) {
            return "The loss rises: the learning rate may be too large.";
        } else if (ratio > 0.995) {
            return "The loss hardly changes anymore.";
        }
        return ratio > 0.8 ? "Downhill: the loss falls slowly." : "Downhill: the loss falls fast.";
    }
}
