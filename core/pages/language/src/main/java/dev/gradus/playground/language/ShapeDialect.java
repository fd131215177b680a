package dev.gradus.playground.language;

import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Functions that change the shape or the order of elements. */
final class ShapeDialect extends Dialect {
    ShapeDialect() {
        family("Shapes");
        node("torch.repeat", "x repeats*", a -> Moves.tile(a.x(), a.wholes("repeats")));
        node("torch.transpose", "x a b", a -> Moves.swapAxes(a.x(), a.whole("a"), a.whole("b")));
        list("split array_split", "x sections axis", a -> Moves.split(a.x(), a.whole("axis", 0), sections(a)));
        list("torch.split x.split gradus.split", "x sizes axis", a -> Moves.split(a.x(), a.whole("axis", 0), sizes(a)));
        list("meshgrid", "vectors* indexing", a -> grid(a, "xy"));
        list("meshGrid torch.meshgrid", "vectors* indexing", a -> grid(a, "ij"));
        node(
                "gradus.diagonal np.linalg.diagonal torch.linalg.diagonal",
                "x offset",
                a -> Moves.diagonal(a.x(), a.whole("offset", 0), -2, -1));
        node("diag", "x offset", ShapeDialect::diag);
        own("gradus.diag", "diagEmbed");
        node("blockDiagonal block_diag", "matrices*", a -> Moves.blockDiagonal(separate(a, "matrices")));
        node("pad", "x widths constant_values", ShapeDialect::padded);
        node("torch.pad", "x widths mode value", ShapeDialect::paddedFromLast);
    }

    /** The diagonal of a matrix, or the matrix with a vector on its diagonal. */
    private static Node diag(WrittenArguments a) {
        Node x = a.x();
        if (x.shape().rank() > 2) {
            throw Problem.at(
                    a.span(),
                    "no vector or matrix",
                    "diag takes a vector or a matrix. Write diagonal(x) for diagonals, diag_embed(x) for matrices.");
        }
        int offset = a.whole("offset", 0);
        return x.shape().rank() == 2 ? Moves.diagonal(x, offset, 0, 1) : Moves.diag(x, offset);
    }

    /** The coordinates of a grid; with indexing xy the first vector lies along the second axis. */
    private static List<Node> grid(WrittenArguments a, String usual) {
        List<Node> grid = Moves.meshGrid(usual.equals("xy") ? separate(a, "vectors") : a.nodeArray("vectors"));
        boolean isTurned = grid.size() > 1 && (a.has("indexing") ? a.text("indexing") : usual).equals("xy");
        return isTurned ? grid.stream().map(one -> Moves.swapAxes(one, 0, 1)).toList() : grid;
    }

    /** Arrays that are written one by one, since a list of them would be one array in NumPy. */
    private static Node[] separate(WrittenArguments a, String name) {
        if (a.raw(name) instanceof Value.Items list
                && !a.isSpread(name)
                && !list.items().stream().allMatch(Value.Scalar.class::isInstance)) {
            throw Problem.at(a.span(), "a list of arrays", "Write the arrays one by one, without a list: f(a, b).");
        }
        return a.nodeArray(name);
    }

    /** The sizes of the parts in NumPy, whose argument is a number of parts, or where all parts but the first begin. */
    private static int[] sections(WrittenArguments a) {
        int whole = a.x().shape().size(a.whole("axis", 0));
        int[] given = a.wholes("sections");
        if (!(a.raw("sections") instanceof Value.Items)) {
            int count = given[0];
            if (count < 1 || whole % count != 0 && !a.isOf("array_split")) {
                throw Problem.at(
                        a.span(),
                        "unequal parts",
                        "An axis of size " + whole + " cannot be split into " + count
                                + " equal parts. array_split makes the first parts larger.");
            }
            return IntStream.range(0, count)
                    .map(i -> whole / count + (i < whole % count ? 1 : 0))
                    .toArray();
        }
        return IntStream.range(0, given.length + 1)
                .map(i -> (i < given.length ? given[i] : whole) - (i > 0 ? given[i - 1] : 0))
                .toArray();
    }

    /** The sizes of the parts in PyTorch, whose argument is the size of all parts but a smaller last one, or all sizes. */
    private static int[] sizes(WrittenArguments a) {
        int whole = a.x().shape().size(a.whole("axis", 0));
        int[] sizes = a.wholes("sizes");
        if (a.raw("sizes") instanceof Value.Items || sizes[0] < 1 || whole == 0) {
            return sizes;
        }
        int[] equal = new int[(whole + sizes[0] - 1) / sizes[0]];
        Arrays.fill(equal, sizes[0]);
        equal[equal.length - 1] = whole - (equal.length - 1) * sizes[0];
        return equal;
    }

    private static Node padded(WrittenArguments a) {
        Node x = a.x();
        int rank = x.shape().rank();
        int[] low = new int[rank];
        int[] high = new int[rank];
        List<Value> widths = a.raw("widths") instanceof Value.Items items ? items.items() : List.of(a.raw("widths"));
        boolean isPerAxis = !widths.isEmpty() && widths.get(0) instanceof Value.Items;
        if (isPerAxis && widths.size() != rank) {
            throw Problem.at(
                    a.span(), "wrong padding", "pad takes a pair of widths for each of the " + rank + " axes.");
        }
        for (int axis = 0; axis < rank; axis++) {
            List<Value> pair = isPerAxis ? ((Value.Items) widths.get(axis)).items() : widths;
            low[axis] = width(pair, 0, a);
            high[axis] = width(pair, pair.size() - 1, a);
        }
        if (!a.has("constant_values") || a.number("constant_values") == 0) {
            return x.pad(low, high, new int[rank]);
        }
        Node padded = x;
        for (int axis = 0; axis < rank; axis++) {
            padded = low[axis] + high[axis] == 0
                    ? padded
                    : Moves.padConstant(padded, axis, low[axis], high[axis], a.number("constant_values"));
        }
        return padded;
    }

    /** PyTorch's pad: pairs of widths for the last axis, then for the one before it, and so on. */
    private static Node paddedFromLast(WrittenArguments a) {
        int[] widths = a.wholes("widths");
        Node padded = a.x();
        if (a.has("mode") && !a.text("mode").equals("constant")) {
            refuse(a, "mode");
        }
        for (int i = 0; i + 1 < widths.length; i += 2) {
            padded = Moves.padConstant(padded, -1 - i / 2, widths[i], widths[i + 1], a.number("value", 0));
        }
        if (widths.length % 2 == 1) {
            throw Problem.at(a.span(), "wrong padding", "pad takes pairs of whole numbers, as in ((0, 0), (1, 2)).");
        }
        return padded;
    }

    private static int width(List<Value> pair, int index, WrittenArguments a) {
        if (index >= 0
                && pair.get(index) instanceof Value.Scalar number
                && number.value() == Math.floor(number.value())) {
            return (int) number.value();
        }
        throw Problem.at(a.span(), "wrong padding", "pad takes pairs of whole numbers, as in ((0, 0), (1, 2)).");
    }
}
