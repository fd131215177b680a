package dev.gradus.playground.language;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Functions that change the shape or the order of elements. */
final class MoveTable extends FunctionTable {
    MoveTable() {
        node("reshape view", "x shape*", a -> reshaped(a));
        node(
                "transpose permute t",
                "x axis*",
                a -> a.axes("axis").map(a.x()::transpose).orElseGet(() -> reversedAxes(a.x())));
        node("torch.transpose", "x a b", a -> Moves.swapAxes(a.x(), a.whole("a"), a.whole("b")));
        node("squeeze", "x axis*", a -> a.axes("axis").map(a.x()::squeeze).orElseGet(() -> a.x().squeeze()));
        node("unsqueeze expand_dims", "x axis", a -> a.x().expandDims(a.axis()));
        node("flatten ravel", "x first last", a -> flattened(a));
        node("unflatten", "x axis shape*", a -> Moves.unflatten(a.x(), a.axis(), a.wholes("shape")));
        node("moveAxis moveaxis movedim", "x from to", a -> Moves.moveAxis(a.x(), a.whole("from"), a.whole("to")));
        node("swapAxes swapaxes swapdims", "x a b", a -> Moves.swapAxes(a.x(), a.whole("a"), a.whole("b")));
        node(
                "broadcastTo broadcast_to expand",
                "x shape*",
                a -> a.x().broadcastTo(a.sizes("shape").shape()));
        node(
                "sumTo sum_to sum_to_size",
                "x shape*",
                a -> a.x().sumTo(a.sizes("shape").shape()));
        node("concat concatenate cat", "parts axis", a -> Moves.concat(a.whole("axis", 0), a.parts()));
        node("stack", "parts axis", a -> Moves.stack(a.whole("axis", 0), a.parts()));
        node("select", "x axis index", a -> a.x().select(a.axis(), a.whole("index")));
        node(
                "slice",
                "x axis start stop step",
                a -> a.x().slice(a.axis(), a.whole("start"), a.whole("stop"), a.whole("step", 1)));
        list("split array_split", "x sections axis", a -> Moves.split(a.x(), a.whole("axis", 0), sections(a)));
        list("torch.split x.split gradus.split", "x sizes axis", a -> Moves.split(a.x(), a.whole("axis", 0), sizes(a)));
        list("chunk", "x parts axis", a -> Moves.chunk(a.x(), a.whole("axis", 0), a.whole("parts")));
        list("unstack unbind", "x axis", a -> Moves.unstack(a.x(), a.whole("axis", 0)));
        list("meshgrid", "vectors* indexing", a -> grid(a, "xy"));
        list("meshGrid torch.meshgrid", "vectors* indexing", a -> grid(a, "ij"));
        node("tile", "x repeats*", a -> Moves.tile(a.x(), a.wholes("repeats")));
        node("repeat repeat_interleave", "x count axis", a -> Moves.repeat(a.x(), a.axis(), a.whole("count")));
        node("roll", "x shift axis", a -> Moves.roll(a.x(), a.axis(), a.whole("shift")));
        node(
                "rotate90 rot90",
                "x quarters from to",
                a -> Moves.rot90(a.x(), a.whole("quarters", 1), a.whole("from", 0), a.whole("to", 1)));
        node("flip", "x axis*", a -> a.x().flip(axes(a)));
        node(
                "diagonal",
                "x offset axis1 axis2",
                a -> Moves.diagonal(a.x(), a.whole("offset", 0), a.whole("axis1", 0), a.whole("axis2", 1)));
        node(
                "gradus.diagonal np.linalg.diagonal torch.linalg.diagonal",
                "x offset",
                a -> Moves.diagonal(a.x(), a.whole("offset", 0), -2, -1));
        node("diag", "x offset", MoveTable::diag);
        node("diag_embed gradus.diag", "x offset", a -> Moves.diag(a.x(), a.whole("offset", 0)));
        node("tril lowerTriangle", "x offset", a -> LinearAlgebra.tril(a.x(), a.whole("offset", 0)));
        node("triu upperTriangle", "x offset", a -> LinearAlgebra.triu(a.x(), a.whole("offset", 0)));
        node("pad", "x widths constant_values", MoveTable::padded);
        node(
                "padConstant",
                "x axis low high value",
                a -> Moves.padConstant(a.x(), a.axis(), a.whole("low"), a.whole("high"), a.number("value")));
        node("padReflect", "x axis low high", a -> Moves.padReflect(a.x(), a.axis(), a.whole("low"), a.whole("high")));
        node(
                "padReplicate",
                "x axis low high",
                a -> Moves.padReplicate(a.x(), a.axis(), a.whole("low"), a.whole("high")));
        node(
                "padCircular",
                "x axis low high",
                a -> Moves.padCircular(a.x(), a.axis(), a.whole("low"), a.whole("high")));
        node(
                "unfold",
                "x axis size step dilation",
                a -> Moves.unfold(a.x(), a.axis(), a.whole("size"), a.whole("step", 1), a.whole("dilation", 1)));
        node(
                "fold",
                "x axis length step dilation",
                a -> Moves.fold(a.x(), a.axis(), a.whole("length"), a.whole("step", 1), a.whole("dilation", 1)));
        node("blockDiagonal block_diag", "matrices*", a -> Moves.blockDiagonal(a.nodeArray("matrices")));
        node("cartesianProduct cartesian_prod", "vectors*", a -> Moves.cartesianProduct(a.nodeArray("vectors")));
        node("combinations", "x count", a -> Moves.combinations(a.x(), a.whole("count", 2)));
    }

    /** The transpose with its axes in reverse order, as {@code x.T} in NumPy. */
    static Node reversedAxes(Node x) {
        int rank = x.shape().rank();
        return rank == 2
                ? x.transpose()
                : x.transpose(
                        IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray());
    }

    private static Node reshaped(Arguments a) {
        Arguments.Sizes sizes = a.sizes("shape");
        boolean isOpen = IntStream.of(sizes.sizes()).anyMatch(size -> size < 0);
        return isOpen ? a.x().reshape(sizes.sizes()) : a.x().reshape(sizes.shape());
    }

    private static Node flattened(Arguments a) {
        Node x = a.x();
        return a.has("first")
                ? Moves.flatten(x, a.whole("first"), a.whole("last", -1))
                : x.reshape(x.shape().elements());
    }

    /** The diagonal of a matrix, or the matrix with a vector on its diagonal. */
    private static Node diag(Arguments a) {
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
    private static List<Node> grid(Arguments a, String usual) {
        List<Node> grid = Moves.meshGrid(a.nodeArray("vectors"));
        boolean isTurned = grid.size() > 1 && (a.has("indexing") ? a.text("indexing") : usual).equals("xy");
        return isTurned ? grid.stream().map(one -> Moves.swapAxes(one, 0, 1)).toList() : grid;
    }

    /** The sizes of the parts in NumPy, whose argument is a number of parts, or where all parts but the first begin. */
    private static int[] sections(Arguments a) {
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
    private static int[] sizes(Arguments a) {
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

    private static Node padded(Arguments a) {
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

    private static int width(List<Value> pair, int index, Arguments a) {
        if (index >= 0
                && pair.get(index) instanceof Value.Scalar number
                && number.value() == Math.floor(number.value())) {
            return (int) number.value();
        }
        throw Problem.at(a.span(), "wrong padding", "pad takes pairs of whole numbers, as in ((0, 0), (1, 2)).");
    }
}
