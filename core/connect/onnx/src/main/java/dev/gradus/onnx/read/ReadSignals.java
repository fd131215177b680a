package dev.gradus.onnx.read;

import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Fourier transforms and windows. A complex number is two numbers along a last axis. */
final class ReadSignals {
    private ReadSignals() {}

    static void addTo(ReadOps ops) {
        window(ops, "HannWindow(size) output_datatype=1 periodic=1", t -> 0.5 - 0.5 * StrictMath.cos(t));
        window(ops, "HammingWindow(size) output_datatype=1 periodic=1", t -> 25.0 / 46 - 21.0 / 46 * StrictMath.cos(t));
        window(
                ops,
                "BlackmanWindow(size) output_datatype=1 periodic=1",
                t -> 0.42 - 0.5 * StrictMath.cos(t) + 0.08 * StrictMath.cos(2 * t));
        ops.one("DFT(input, dft_length?, axis?) axis? inverse=0 onesided=0", call -> {
            Node x = call.in(0);
            int rank = x.shape().rank();
            int along = call.has(2) ? call.integers(2)[0] : call.integer("axis", call.version() < 20 ? 1 : -2);
            int axis = Call.axis(along, rank);
            int length = call.has(1) ? call.integers(1)[0] : x.shape().size(axis);
            return transform(call, x, axis, length, call.flag("inverse"), call.flag("onesided"));
        });
        ops.one("STFT(signal, frame_step, window?, frame_length?) onesided=1", ReadSignals::shortTime);
        ops.put(
                "MelWeightMatrix(num_mel_bins, dft_length, sample_rate, lower_edge_hertz, upper_edge_hertz) output_datatype=1",
                call -> List.of(new Value(mel(call), ReadShapes.type(call, "output_datatype"))));
    }

    /** A function of the angle from 0 to 2π, which the last element of a symmetric window has. */
    private static void window(ReadOps ops, String signature, DoubleUnaryOperator function) {
        ops.put(signature, call -> {
            int size = call.integers(0)[0], steps = call.flag("periodic") ? size : size - 1;
            call.compute(size);
            Tensor window =
                    Tensor.generate(Shape.of(size), i -> function.applyAsDouble(2 * Math.PI * i / Math.max(1, steps)));
            return List.of(Value.of(window, ReadShapes.type(call, "output_datatype")));
        });
    }

    /** The products with the cosines and sines of all frequencies. */
    private static Node transform(Call call, Node x, int axis, int length, boolean isInverse, boolean isOneSided) {
        int last = x.shape().rank() - 1, parts = x.shape().size(last);
        if (axis == last || parts < 1 || parts > 2 || length < 1) {
            throw new Refusal("it transforms axis " + axis + " of " + x.describe() + ", with the length " + length
                    + ", but the last axis should be the real and the imaginary part");
        }
        int size = Math.min(length, x.shape().size(axis)), count = isOneSided ? length / 2 + 1 : length;
        call.compute(2L * size * count);
        double sign = isInverse ? -1 : 1, factor = isInverse ? 1.0 / length : 1;
        Shape shape = Shape.of(size, count);
        Node cosines = Constant.of(Tensor.generate(
                shape, i -> factor * StrictMath.cos(angle((long) (i / count) * (i % count), length))));
        Node sines = Constant.of(Tensor.generate(
                shape, i -> sign * factor * StrictMath.sin(angle((long) (i / count) * (i % count), length))));
        Node real = Moves.moveAxis(x.slice(axis, 0, size).select(last, 0), axis, last - 1);
        Node re = real.matMul(cosines), im = real.matMul(sines).negate();
        if (parts == 2) {
            Node imaginary = Moves.moveAxis(x.slice(axis, 0, size).select(last, 1), axis, last - 1);
            re = re.add(imaginary.matMul(sines));
            im = im.add(imaginary.matMul(cosines));
        }
        return Moves.stack(last, Moves.moveAxis(re, last - 1, axis), Moves.moveAxis(im, last - 1, axis));
    }

    private static double angle(long step, int length) {
        return 2 * Math.PI * (step % length) / length;
    }

    /** The transforms of overlapping parts of a signal, each weighted by a window. */
    private static Node shortTime(Call call) {
        Node x = call.in(0);
        int step = call.integers(1)[0];
        int size = call.has(3)
                ? call.integers(3)[0]
                : call.has(2) ? call.shape(2).elements() : x.shape().size(1);
        Node frames = Moves.unfold(x, 1, size, step, 1);
        Node weighted = call.has(2) ? frames.multiply(call.in(2).reshape(size, 1)) : frames;
        return transform(call, weighted, 2, size, false, call.flag("onesided"));
    }

    /** Triangles over the frequencies of a transform, of equal width on the scale of mels. */
    private static Node mel(Call call) {
        int bands = call.integers(0)[0], length = call.integers(1)[0], rate = call.integers(2)[0];
        double low = mels(call.number(3)), high = mels(call.number(4));
        int rows = length / 2 + 1;
        if (bands < 1 || length < 1 || rate < 1) {
            throw new Refusal("it has " + bands + " bands of a transform of " + length + " at " + rate + " Hz");
        }
        call.compute((long) rows * bands);
        double[] edges = new double[bands + 2];
        Arrays.setAll(edges, i -> {
            double hertz = 700 * (StrictMath.pow(10, (low + i * (high - low) / (bands + 2)) / 2595) - 1);
            return Math.floor((length + 1) * hertz / rate);
        });
        return Constant.of(Tensor.generate(Shape.of(rows, bands), place -> {
            int row = place / bands, band = place % bands;
            double left = edges[band], center = edges[band + 1], right = edges[band + 2];
            boolean isRising = row < center || row == center && center == right;
            return row == center
                    ? 1
                    : row < left || row >= right
                            ? 0
                            : isRising ? (row - left) / (center - left) : (right - row) / (right - center);
        }));
    }

    private static double mels(double hertz) {
        return 2595 * StrictMath.log10(1 + hertz / 700);
    }
}
