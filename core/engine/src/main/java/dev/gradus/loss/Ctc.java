package dev.gradus.loss;

import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;

/**
 * The probability of a sequence of labels, whatever the duration of each, by the forward variables of Graves and others.
 * Blanks are inserted between the labels and at both ends, and α_t(s) is the probability of being at position s of that
 * sequence at time t.
 */
final class Ctc {
    private final Node blanked, emissions, mayLeap;
    private final int places;

    private Ctc(Node logP, Node labels, int blank) {
        int steps = logP.shape().size(0), batch = logP.shape().size(1);
        this.places = 2 * labels.shape().size(1) + 1;
        Node isLabel = Constant.of(Tensor.generate(Shape.of(places), s -> s % 2));
        Node apart = labels.pad(new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 1});
        this.blanked = isLabel.where(apart, Constant.of(blank));
        this.emissions = logP.takeAlongAxis(blanked.broadcastTo(Shape.of(steps, batch, places)), 2);
        Node before = Moves.padConstant(blanked, 1, 2, 0, -1).slice(1, 0, places);
        this.mayLeap = blanked.notEqual(before).multiply(isLabel);
    }

    static Node of(Node logP, Node labels, Node steps, Node counts, int blank) {
        check(logP, labels, steps, counts, blank);
        Ctc ctc = new Ctc(logP, labels, blank);
        Node reached = ctc.after(steps);
        Node last = counts.multiply(2).expandDims(1);
        Node atBlank = reached.takeAlongAxis(last, 1).squeeze(1);
        Node atLabel = reached.takeAlongAxis(last.subtract(1).maximum(0), 1).squeeze(1);
        Node impossible = Constant.of(Double.NEGATIVE_INFINITY);
        return Functions.logAddExp(atBlank, counts.equal(0).where(impossible, atLabel))
                .negate();
    }

    /** Returns ln α at the last step of each example. */
    private Node after(Node steps) {
        Node impossible = Constant.of(Double.NEGATIVE_INFINITY);
        Node isFirst = Constant.of(Tensor.generate(Shape.of(places), s -> s < 2 ? 1 : 0));
        Node reached = isFirst.where(emissions.select(0, 0), impossible);
        for (int t = 1; t < emissions.shape().size(0); t++) {
            Node stayed = Functions.logAddExp(reached, before(reached, 1));
            Node leapt = mayLeap.where(before(reached, 2), impossible);
            Node next = Functions.logAddExp(stayed, leapt).add(emissions.select(0, t));
            reached = steps.greater(t).expandDims(1).where(next, reached);
        }
        return reached;
    }

    private Node before(Node reached, int distance) {
        return Moves.padConstant(reached, 1, distance, 0, Double.NEGATIVE_INFINITY)
                .slice(1, 0, places);
    }

    private static void check(Node logP, Node labels, Node steps, Node counts, int blank) {
        if (logP.shape().rank() != 3 || logP.shape().elements() == 0) {
            throw new ShapeException(
                    "ctc: " + logP.describe() + " must have the shape (n_steps, n_batch, n_classes), with elements");
        }
        int batch = logP.shape().size(1);
        if (labels.shape().rank() != 2
                || labels.shape().size(0) != batch
                || labels.shape().size(1) == 0) {
            throw new ShapeException("ctc: the labels " + labels.describe() + " must have the shape (" + batch
                    + ", n_labels) for " + logP.describe() + ", with one label at least");
        }
        Shape expected = Shape.of(batch);
        if (!steps.shape().equals(expected) || !counts.shape().equals(expected)) {
            throw new ShapeException("ctc: the numbers of steps " + steps.describe() + " and of labels "
                    + counts.describe() + " must have the shape " + expected + " for " + logP.describe());
        }
        if (blank < 0 || blank >= logP.shape().size(2)) {
            throw new IllegalArgumentException(
                    "ctc: the blank must be one of the " + logP.shape().size(2) + " classes, not " + blank);
        }
    }
}
