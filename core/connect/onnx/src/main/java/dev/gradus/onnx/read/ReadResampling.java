package dev.gradus.onnx.read;

import dev.gradus.nn.Pools;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that sample images at other points. */
final class ReadResampling {
    private static final int CHANNEL_AXES = 2;

    /** Spatial axes of images to sample; each multiplies the number of pixels around a point. */
    private static final int MOST_AXES = 3;

    private ReadResampling() {}

    static void addTo(ReadOps ops) {
        ops.one(
                "Resize(X, roi?, scales?, sizes?) " + Resizing.ATTRIBUTES,
                call -> Resizing.of(call).resized());
        ops.one(
                "Upsample(X, scales?) scales? " + Resizing.ATTRIBUTES,
                call -> Resizing.ofUpsample(call).resized());
        ops.one("GridSample(X, grid) align_corners=0 mode=linear padding_mode=zeros", ReadResampling::gridSample);
        ops.one("AffineGrid(theta, size) align_corners=0", ReadResampling::affineGrid);
        ops.one("Col2Im(input, image_shape, block_shape) dilations? pads? strides?", ReadResampling::fold);
        ops.one("CenterCropPad(input_data, shape) axes?", ReadResampling::centered);
        ops.one("MaxUnpool(X, I, output_shape?) kernel_shape! pads? strides?", ReadResampling::maxUnpool);
    }

    /** The weighted sum of the pixels around each point; along each axis there are as many as the mode asks for. */
    private static Node gridSample(Call call) {
        Node x = call.in(0), grid = call.in(1);
        int axes = x.shape().rank() - CHANNEL_AXES, last = grid.shape().rank() - 1;
        if (axes < 1 || axes > MOST_AXES || last != axes + 1 || grid.shape().size(last) != axes) {
            throw new Refusal(grid.describe() + " is no grid of points for " + x.describe());
        }
        String mode = call.text("mode").replaceFirst("^bi", "");
        String padding = call.text("padding_mode");
        boolean alignCorners = call.flag("align_corners");
        int[] sizes = x.shape().sizes();
        int points = product(grid.shape().sizes(), 1, last), pixels = product(sizes, CHANNEL_AXES, sizes.length);
        List<Tap> taps = List.of(new Tap(Constant.of(0), Constant.of(1), Constant.of(1)));
        for (int axis = 0; axis < axes; axis++) {
            Border border = new Border(sizes[axis + CHANNEL_AXES], alignCorners, padding);
            Node point = grid.select(last, axes - 1 - axis).reshape(sizes[0], points);
            Node at = border.inside(border.pixel(point, mode), mode), first = at.floor();
            Node[] weights = Resizing.weights(mode, at.subtract(first));
            int before = Math.max(0, weights.length / 2 - 1);
            taps = taps.stream()
                    .flatMap(tap -> IntStream.range(0, weights.length)
                            .mapToObj(i -> tap.and(border, first.add(i - before), weights[i])))
                    .toList();
        }
        Node flat = x.reshape(sizes[0], sizes[1], pixels);
        Shape each = Shape.of(sizes[0], sizes[1], points);
        Node sum = Constant.of(0);
        for (Tap tap : taps) {
            Node index = tap.index.expandDims(1).broadcastTo(each).stopGradient();
            Node found = flat.takeAlongAxis(index, 2);
            Node seen = padding.equals("zeros") ? tap.inside.expandDims(1).where(found, Constant.of(0)) : found;
            sum = sum.add(seen.multiply(tap.weight.expandDims(1)));
        }
        int[] result = grid.shape().sizes();
        System.arraycopy(result, 1, result, CHANNEL_AXES, axes);
        result[1] = sizes[1];
        return sum.reshape(result);
    }

    /** A pixel near each point: where it is among all of the image, its weight, and whether it is inside. */
    private record Tap(Node index, Node weight, Node inside) {
        Tap and(Border border, Node place, Node part) {
            return new Tap(
                    index.multiply(border.size).add(border.kept(place)),
                    weight.multiply(part),
                    inside.multiply(border.isInside(place)));
        }
    }

    /** What happens beyond the edges of an axis of an image. */
    private record Border(int size, boolean alignCorners, String padding) {
        Border {
            if (!padding.equals("zeros") && !padding.equals("border") && !padding.equals("reflection")) {
                throw new Refusal("its padding_mode " + padding + " is not supported");
            }
        }

        private double low() {
            return alignCorners ? 0 : -0.5;
        }

        /** From −1 … 1 to numbers of pixels. */
        Node pixel(Node coordinate, String mode) {
            Node scaled = alignCorners
                    ? coordinate.add(1).multiply((size - 1) / 2.0)
                    : coordinate.add(1).multiply(size).subtract(1).divide(2);
            return mode.equals("nearest") ? Functions.round(scaled) : scaled;
        }

        /** Points that are outside are moved inside, if the padding does; as in PyTorch, not those of a cubic with a border. */
        Node inside(Node at, String mode) {
            if (padding.equals("zeros") || padding.equals("border") && mode.equals("cubic")) {
                return at;
            }
            double high = size - 1 - low();
            Node isOutside = at.less(low()).add(at.greater(high));
            return isOutside.where(padding.equals("border") ? at.clip(0, size - 1) : reflected(at), at);
        }

        /** The pixel that stands for one of this number, which may be outside. */
        Node kept(Node place) {
            return padding.equals("reflection")
                    ? Functions.trunc(reflected(place)).clip(0, size - 1)
                    : place.clip(0, size - 1);
        }

        private Node reflected(Node at) {
            double low = low(), range = size - 1 - 2 * low;
            if (range == 0) {
                return at.multiply(0);
            }
            Node distance = Functions.remainder(at.subtract(low), Constant.of(2 * range));
            return distance.minimum(distance.negate().add(2 * range)).add(low);
        }

        Node isInside(Node place) {
            return place.greaterEqual(0).multiply(place.less(size));
        }
    }

    /** The points of a regular grid, moved by an affine map for each example. */
    private static Node affineGrid(Call call) {
        int[] sizes = call.integers(1), spatial = Arrays.copyOfRange(sizes, CHANNEL_AXES, sizes.length);
        boolean alignCorners = call.flag("align_corners");
        int axes = spatial.length;
        Shape shape = Shape.of(spatial);
        call.compute((long) shape.elements() * (axes + 1));
        Tensor points = Tensor.generate(Shape.of(shape.elements(), axes + 1), place -> {
            int column = place % (axes + 1), axis = axes - 1 - column;
            if (column == axes) {
                return 1;
            }
            int size = spatial[axis], index = shape.index(place / (axes + 1))[axis];
            return alignCorners ? (size == 1 ? -1 : 2.0 * index / (size - 1) - 1) : (2.0 * index + 1) / size - 1;
        });
        int[] result = new int[axes + 2];
        result[0] = call.shape(0).size(0);
        System.arraycopy(spatial, 0, result, 1, axes);
        result[axes + 1] = axes;
        return Constant.of(points).matMul(call.in(0).transpose(0, 2, 1)).reshape(result);
    }

    /** Blocks, as columns, added where they came from. */
    private static Node fold(Call call) {
        int[] image = call.integers(1), block = call.integers(2);
        int axes = image.length;
        int[] strides = call.integers("strides").orElse(ones(axes)),
                dilations = call.integers("dilations").orElse(ones(axes));
        int[] pads = call.integers("pads").orElse(new int[2 * axes]);
        if (block.length != axes || strides.length != axes || dilations.length != axes || pads.length != 2 * axes) {
            throw new Refusal("its sizes of blocks, strides, dilations or pads are not for " + axes + " axes");
        }
        int[] counts = new int[axes], padded = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            padded[axis] = image[axis] + pads[axis] + pads[axes + axis];
            counts[axis] = (padded[axis] - dilations[axis] * (block[axis] - 1) - 1) / Math.max(1, strides[axis]) + 1;
        }
        int batch = call.shape(0).size(0), channels = call.shape(0).size(1) / Math.max(1, product(block, 0, axes));
        // (batch, channels, block…, counts…): the windows of an axis stand before their elements
        Node x = call.in(0)
                .reshape(IntStream.concat(
                                IntStream.of(batch, channels),
                                IntStream.concat(IntStream.of(block), IntStream.of(counts)))
                        .toArray());
        for (int axis = 0; axis < axes; axis++) {
            int at = axis + CHANNEL_AXES;
            call.compute((long) block[axis] * counts[axis]);
            Node ordered = Moves.moveAxis(x, at + axes - axis, at);
            x = Moves.fold(ordered, at, padded[axis], strides[axis], dilations[axis]);
        }
        for (int axis = 0; axis < axes; axis++) {
            x = x.slice(axis + CHANNEL_AXES, pads[axis], pads[axis] + image[axis]);
        }
        return x;
    }

    private static Node centered(Call call) {
        Node x = call.in(0);
        int rank = x.shape().rank();
        int[] sizes = call.integers(1);
        int[] axes = call.integers("axes")
                .map(each -> Call.axes(each, rank))
                .orElseGet(() -> IntStream.range(0, rank).toArray());
        if (sizes.length != axes.length) {
            throw new Refusal("it has " + sizes.length + " sizes for " + axes.length + " axes");
        }
        for (int i = 0; i < axes.length; i++) {
            int size = x.shape().size(axes[i]), start = Math.abs(size - sizes[i]) / 2;
            x = sizes[i] <= size
                    ? x.slice(axes[i], start, start + sizes[i])
                    : x.pad(axes[i], start, sizes[i] - size - start);
        }
        return x;
    }

    private static Node maxUnpool(Call call) {
        int[] x = call.shape(0).sizes();
        int axes = x.length - CHANNEL_AXES;
        int[] kernel = call.integers("kernel_shape").orElse(new int[0]);
        int[] strides = call.integers("strides").orElse(ones(axes)),
                pads = call.integers("pads").orElse(new int[2 * axes]);
        if (kernel.length != axes || strides.length != axes || pads.length != 2 * axes) {
            throw new Refusal("its kernel_shape, strides or pads are not for " + axes + " spatial axes");
        }
        int[] sizes = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            sizes[axis] = (x[axis + CHANNEL_AXES] - 1) * strides[axis] + kernel[axis] - pads[axis] - pads[axes + axis];
        }
        call.compute(Arrays.stream(sizes).asLongStream().reduce((long) x[0] * x[1], Math::multiplyExact));
        Node result = Pools.maxUnpool(call.in(0), call.in(1), sizes);
        int[] asked = call.has(2) ? call.integers(2) : result.shape().sizes();
        for (int axis = 0; axis < asked.length; axis++) {
            result = result.pad(axis, 0, asked[axis] - result.shape().size(axis));
        }
        return result;
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static int product(int[] sizes, int from, int to) {
        return Arrays.stream(sizes, from, to).reduce(1, (a, b) -> a * b);
    }
}
