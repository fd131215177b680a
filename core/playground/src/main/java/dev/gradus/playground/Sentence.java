package dev.gradus.playground;

import dev.gradus.node.Op;
import dev.gradus.playground.language.Problem;
import dev.gradus.playground.language.Program;
import java.util.Optional;

/**
 * The sentence about the present state, and the words above it.
 *
 * @param strong the first, emphasized words above it
 * @param rest the others
 * @param text the sentence
 */
record Sentence(String strong, String rest, String text) {
    /** The loss is compared with that of this many iterations ago. */
    private static final int BACK = 50;

    static Sentence of(Program program, Evaluated evaluated, Optional<Training> training, Optional<String> solved) {
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
                .orElse(new Sentence("Ready", "no lines yet", "Write a line, or choose an example."));
    }

    private static Sentence of(Training now, Evaluated evaluated, Optional<String> solved, String aside) {
        String iteration = "iteration " + now.iteration();
        String name = "«" + now.objective().label() + "»";
        if (!now.isFinite()) {
            return new Sentence(
                    "Stopped",
                    iteration,
                    now.iteration() == 0
                            ? name + " is not finite with these numbers. Undo the change, or start over."
                            : name + " is no longer finite. Go back on the loss curve and choose a smaller «η».");
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

    private static String course(double ratio) {
        if (ratio > 1.02) {
            return "The loss rises: the learning rate may be too large.";
        } else if (ratio > 0.995) {
            return "The loss hardly changes any more.";
        }
        return ratio > 0.8 ? "Downhill: the loss falls slowly." : "Downhill: the loss falls fast.";
    }
}
