package dev.gradus.examples;

import dev.gradus.tensor.NumpyFormat;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Epoch;
import java.io.PrintStream;
import java.util.List;

/** The loss of every epoch of a training. */
final class Losses {
    private Losses() {}

    static double[] of(List<Epoch> history) {
        return history.stream().mapToDouble(Epoch::loss).toArray();
    }

    /** Prints ten of them, or all where there are fewer, with four decimals as the Python lesson does. */
    static void print(double[] losses, PrintStream out) {
        for (int epoch = 0; epoch < losses.length; epoch++) {
            if (10L * epoch % losses.length == 0) {
                out.println("loss  "
                        + NumpyFormat.number(
                                Tensor.scalar(losses[epoch]).round(4).item()));
            }
        }
    }
}
