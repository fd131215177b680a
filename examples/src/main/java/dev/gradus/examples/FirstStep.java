package dev.gradus.examples;

import dev.gradus.check.GradientCheck;
import dev.gradus.explain.Explanation;
import dev.gradus.explorer.Diagram;
import dev.gradus.explorer.Explorer;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.train.GradientDescent;

/** The first training step of an example, in every form: a handout beside the plots. */
final class FirstStep {
    private final String title;
    private final Trace trace;
    private final Explanation explanation;

    /** Checks the gradients of a run that has its feeds, and takes a step with it. */
    FirstStep(String title, Run run, double learningRate) {
        this.title = title;
        this.trace = GradientCheck.of(run)
                .check()
                .mark(GradientDescent.of(learningRate).trace(run));
        this.explanation = Explanation.of(trace);
    }

    /** The graph and its gradients, one line each with shapes, then the equations. */
    String listing() {
        return explanation.listing() + "\n\n" + explanation.text() + "\n";
    }

    /** The equations for a paper. */
    String latex() {
        return explanation.latex();
    }

    /** The graph as a textbook draws it, without numbers. */
    String forwardPicture() {
        return Diagram.of(trace.graph()).svg();
    }

    /** Forward and backward, with numbers. */
    String picture() {
        return Diagram.of(trace).svg();
    }

    /** The page to step through. */
    String page() {
        return Explorer.of(trace)
                .titled(title, "one layer, step by step")
                .forClass()
                .html();
    }
}
