package dev.gradus.onnx.read;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * An image of other sizes: along each axis, each new pixel is a weighted sum of a few old ones, whose places and weights are
 * known when the model is read.
 */
final class Resizing {
    private final Call call;
    private final Node x;
    private final String mode;
    private final String coordinates;
    private final String rounding;

    /** The factor of each axis, and the new size as a real number, before it is rounded. */
    private final double[] scales, lengths;

    private final int[] sizes;

    private Resizing(Call call, String coordinates, double[] scales, double[] lengths) {
        this.call = call;
        this.x = call.in(0);
        this.mode = call.text("mode");
        this.coordinates = coordinates;
        this.rounding = call.version() < 11 ? "floor" : call.text("nearest_mode");
        this.scales = scales;
        this.lengths = lengths;
        this.sizes = Arrays.stream(lengths).mapToInt(length -> (int) length).toArray();
        for (int axis = 0; axis < scales.length; axis++) {
            if (!(lengths[axis] >= 0 && lengths[axis] < Integer.MAX_VALUE)) {
                throw new Refusal("it would make an axis of size " + lengths[axis]);
            }
        }
    }

    /** What Resize and Upsample have in common, and what only Resize has. */
    static final String ATTRIBUTES = "mode=nearest coordinate_transformation_mode=half_pixel cubic_coeff_a=-0.75"
            + " exclude_outside=0 extrapolation_value=0 nearest_mode=round_prefer_floor antialias=0 axes?"
            + " keep_aspect_ratio_policy=stretch";

    /** Before version 10, and as Upsample. */
    static Resizing ofUpsample(Call call) {
        double[] scales = call.has(1)
                ? call.meant(1)
                : call.reals("scales").orElseThrow(() -> new Refusal("it lacks the scales"));
        return ofScales(call, "asymmetric", scales);
    }

    static Resizing of(Call call) {
        if (call.version() < 11) {
            return ofUpsample(call);
        }
        Node x = call.in(0);
        int rank = x.shape().rank();
        String coordinates = call.text("coordinate_transformation_mode");
        int[] axes = call.integers("axes")
                .map(each -> Call.axes(each, rank))
                .orElseGet(() -> IntStream.range(0, rank).toArray());
        boolean hasSizes = call.has(3) && call.shape(3).elements() > 0;
        if (!hasSizes && !call.has(2)) {
            throw new Refusal("it has neither scales nor sizes");
        }
        double[] numbers = hasSizes ? call.numbers(3).toArray() : call.meant(2);
        if (numbers.length != axes.length) {
            throw new Refusal("it has " + numbers.length + " numbers for " + axes.length + " axes");
        }
        double[] scales = new double[rank], lengths = new double[rank];
        Arrays.fill(scales, 1);
        Arrays.setAll(lengths, axis -> x.shape().size(axis));
        String policy = call.text("keep_aspect_ratio_policy");
        for (int i = 0; i < axes.length; i++) {
            int size = x.shape().size(axes[i]);
            scales[axes[i]] = hasSizes ? numbers[i] / size : numbers[i];
            lengths[axes[i]] = hasSizes ? numbers[i] : numbers[i] * size;
        }
        if (!hasSizes) {
            return ofScales(call, coordinates, scales);
        }
        if (!policy.equals("stretch")) {
            var each = Arrays.stream(axes).mapToDouble(axis -> scales[axis]);
            double common = (policy.equals("not_larger") ? each.min() : each.max()).orElse(1);
            for (int axis : axes) {
                scales[axis] = common;
                lengths[axis] = Math.floor(common * x.shape().size(axis) + 0.5);
            }
        }
        return new Resizing(call, coordinates, scales, lengths);
    }

    private static Resizing ofScales(Call call, String coordinates, double... scales) {
        int[] sizes = call.shape(0).sizes();
        if (scales.length != sizes.length) {
            throw new Refusal(
                    "it has " + scales.length + " scales for " + call.in(0).describe());
        }
        double[] lengths = new double[scales.length];
        Arrays.setAll(lengths, axis -> scales[axis] * sizes[axis]);
        return new Resizing(call, coordinates, scales, lengths);
    }

    Node resized() {
        Node result = x;
        for (int axis = 0; axis < sizes.length; axis++) {
            boolean isSame = sizes[axis] == x.shape().size(axis) && scales[axis] == 1;
            result = isSame && !coordinates.equals("tf_crop_and_resize") ? result : along(result, axis);
        }
        return result;
    }

    private Node along(Node image, int axis) {
        int size = x.shape().size(axis), count = sizes[axis];
        call.compute((long) count * mostTaps(scales[axis]));
        double[] at = new double[count];
        Arrays.setAll(at, i -> place(axis, i));
        double[][] weights = new double[count][];
        int[] first = new int[count];
        for (int i = 0; i < count; i++) {
            taps(at[i], scales[axis], i, first, weights);
        }
        int taps = count == 0 ? 0 : weights[0].length;
        if (call.flag("exclude_outside")) {
            for (int i = 0; i < count; i++) {
                int start = first[i];
                double[] inside = weights[i];
                for (int k = 0; k < taps; k++) {
                    inside[k] = start + k < 0 || start + k >= size ? 0 : inside[k];
                }
                double sum = Arrays.stream(inside).sum();
                Arrays.setAll(inside, k -> inside[k] / sum);
            }
        }
        List<Node> parts = new ArrayList<>();
        for (int tap = 0; tap < taps; tap++) {
            int k = tap;
            Node places =
                    Constant.of(Tensor.generate(Shape.of(count), i -> Math.max(0, Math.min(size - 1, first[i] + k))));
            Node part = image.take(places, axis);
            boolean isWhole = mode.equals("nearest");
            parts.add(isWhole ? part : part.multiply(alongAxis(axis, i -> weights[i][k])));
        }
        Node sum = parts.stream().reduce(Node::add).orElseGet(() -> image.slice(axis, 0, 0));
        return coordinates.equals("tf_crop_and_resize")
                ? alongAxis(axis, i -> at[i] < 0 || at[i] > size - 1 ? 1 : 0)
                        .where(Constant.of(call.real("extrapolation_value")), sum)
                : sum;
    }

    private Node alongAxis(int axis, IntToDoubleFunction number) {
        int[] shape = new int[sizes.length];
        Arrays.fill(shape, 1);
        shape[axis] = sizes[axis];
        return Constant.of(Tensor.generate(Shape.of(shape), number));
    }

    private int mostTaps(double scale) {
        double shrunk = shrunk(scale), taps = 4 / shrunk + 2;
        if (!(taps < Integer.MAX_VALUE)) {
            throw new Refusal("its scale is " + scale);
        }
        return (int) taps;
    }

    /** The factor of a kernel's width that an image that becomes smaller needs. */
    private double shrunk(double scale) {
        return call.flag("antialias") ? Math.min(scale, 1) : 1;
    }

    /** Where the new pixel i is in the old image. */
    private double place(int axis, int i) {
        int size = x.shape().size(axis);
        double scale = scales[axis], length = lengths[axis], halfPixel = (i + 0.5) / scale - 0.5;
        return switch (coordinates) {
            case "half_pixel" -> halfPixel;
            case "half_pixel_symmetric" -> size / 2.0 * (1 - sizes[axis] / length) + halfPixel;
            case "pytorch_half_pixel" -> length > 1 ? halfPixel : 0;
            case "asymmetric" -> i / scale;
            case "align_corners" -> length == 1 ? 0 : i * (size - 1) / (length - 1);
            case "tf_crop_and_resize" -> {
                double start = edge(axis, 0), end = edge(axis, 1);
                yield length == 1
                        ? (start + end) * (size - 1) / 2
                        : start * (size - 1) + i * (end - start) * (size - 1) / (length - 1);
            }
            default -> throw new Refusal("its coordinate_transformation_mode " + coordinates + " is not supported");
        };
    }

    /** The start or end of an axis' part, from 0 to 1. */
    private double edge(int axis, int end) {
        double[] edges = call.numbers(1).toArray();
        int[] axes = call.integers("axes")
                .map(each -> Call.axes(each, sizes.length))
                .orElseGet(() -> IntStream.range(0, sizes.length).toArray());
        for (int i = 0; i < axes.length; i++) {
            if (axes[i] == axis && edges.length == 2 * axes.length) {
                return edges[end * axes.length + i];
            }
        }
        return end;
    }

    private void taps(double at, double scale, int i, int[] first, double[]... weights) {
        double floor = Math.floor(at), ratio = at - floor;
        if (mode.equals("nearest")) {
            double nearest = switch (rounding) {
                case "round_prefer_floor" -> Math.ceil(at - 0.5);
                case "round_prefer_ceil" -> Math.floor(at + 0.5);
                case "floor" -> floor;
                case "ceil" -> Math.ceil(at);
                default -> throw new Refusal("its nearest_mode " + rounding + " is not supported");
            };
            first[i] = (int) nearest;
            weights[i] = new double[] {1};
            return;
        }
        boolean isCubic = mode.equals("cubic");
        if (!isCubic && !mode.equals("linear") && !mode.equals("bilinear")) {
            throw new Refusal("its mode " + mode + " is not supported");
        }
        double shrunk = shrunk(scale);
        int reach = isCubic ? 2 : 1, start = (int) Math.floor(-reach / shrunk) + 1;
        double[] each = new double[2 - 2 * start];
        Arrays.setAll(each, k -> {
            double distance = Math.abs(shrunk * (start + k - ratio));
            return isCubic ? cubic(distance, call.real("cubic_coeff_a")) : Math.max(0, 1 - distance);
        });
        double sum = shrunk < 1 ? Arrays.stream(each).sum() : 1;
        Arrays.setAll(each, k -> each[k] / sum);
        first[i] = (int) floor + start;
        weights[i] = each;
    }

    /** Keys' kernel. */
    private static double cubic(double t, double a) {
        return t <= 1 ? ((a + 2) * t - (a + 3)) * t * t + 1 : t < 2 ? ((a * t - 5 * a) * t + 8 * a) * t - 4 * a : 0;
    }

    /** The weights of the pixels around a point that is this far from the one before it. */
    static Node[] weights(String mode, Node ratio) {
        return switch (mode) {
            case "nearest" -> new Node[] {Constant.of(1).broadcastTo(ratio.shape())};
            case "linear" -> new Node[] {ratio.negate().add(1), ratio};
            case "cubic" ->
                new Node[] {
                    outer(ratio.add(1)),
                    inner(ratio),
                    inner(ratio.negate().add(1)),
                    outer(ratio.negate().add(2))
                };
            default -> throw new Refusal("its mode " + mode + " is not supported");
        };
    }

    private static Node inner(Node t) {
        return t.multiply(1.25).subtract(2.25).multiply(t).multiply(t).add(1);
    }

    private static Node outer(Node t) {
        return t.multiply(-0.75).add(3.75).multiply(t).subtract(6).multiply(t).add(3);
    }
}
