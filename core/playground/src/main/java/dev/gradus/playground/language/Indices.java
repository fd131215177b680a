package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Slice;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Parts of arrays in Python's notation: {@code x[1:3, 0]}, {@code x[..., None]}, {@code x[::-1]}, {@code C[indices]}. */
final class Indices {
    private final Expressions reader;

    Indices(Expressions reader) {
        this.reader = reader;
    }

    Value item(Expr.Index index, Value of) {
        List<Value> items = of instanceof Value.Items list
                ? list.items()
                : ((Value.Several) of)
                        .byName().values().stream()
                                .map(node -> (Value) new Value.Of(node))
                                .toList();
        Value subscript = reader.value(index.subscripts().get(0));
        if (index.subscripts().size() == 1 && subscript instanceof Value.Scalar number) {
            int i = (int) number.value() < 0 ? items.size() + (int) number.value() : (int) number.value();
            if (i >= 0 && i < items.size() && number.value() == Math.floor(number.value())) {
                return items.get(i);
            }
        }
        throw Problem.at(
                index.span(),
                "index out of range",
                "There are " + items.size() + " items, so an index is between 0 and " + (items.size() - 1) + ".");
    }

    /** The part of an array that an index takes. */
    Node of(Expr.Index index, Node x) {
        Limits.checkAxes(index.subscripts().size(), index.span());
        Optional<Node> perRow = perRow(index, x);
        if (perRow.isPresent()) {
            return perRow.get();
        }
        Part part = new Part(x);
        for (int i = 0; i < index.subscripts().size(); i++) {
            Expr subscript = index.subscripts().get(i);
            if (isDots(subscript)) {
                part.skip(consumed(
                        index.subscripts().subList(i + 1, index.subscripts().size())));
            } else if (subscript instanceof Expr.Range range) {
                part.take(range);
            } else {
                part.take(subscript, reader.value(subscript));
            }
        }
        return part.node();
    }

    static boolean isDots(Expr subscript) {
        return subscript instanceof Expr.Name name && name.text().equals("...");
    }

    /** One element of each row, as in {@code p[range(n), y]}. */
    private Optional<Node> perRow(Expr.Index index, Node x) {
        boolean areWritten = index.subscripts().size() == 2
                && index.subscripts().stream().noneMatch(one -> one instanceof Expr.Range || isDots(one));
        if (!areWritten || x.shape().rank() != 2) {
            return Optional.empty();
        }
        int n = x.shape().size(0);
        Tensor all = Tensor.generate(Shape.of(n), i -> i);
        Value rows = reader.value(index.subscripts().get(0));
        boolean areAll = rows instanceof Value.Of of
                && of.node() instanceof Constant constant
                && constant.value().equals(all);
        return areAll && reader.value(index.subscripts().get(1)) instanceof Value.Of columns
                ? Optional.of(x.takeAlongAxis(columns.node().reshape(n, 1), 1).reshape(n))
                : Optional.empty();
    }

    /** The part of an array, index by index. */
    private final class Part {
        private final Node x;
        private final int[] start;
        private final int[] stop;
        private final int[] step;
        private final List<Integer> flipped = new ArrayList<>();

        /** Axes of the result, and 0 to remove the axis or 1 to insert one. */
        private final List<int[]> changes = new ArrayList<>();

        private Optional<Node> gathered = Optional.empty();
        private int gatheredAxis;
        private int axis;
        private int axisOfResult;

        Part(Node x) {
            this.x = x;
            this.start = new int[x.shape().rank()];
            this.stop = x.shape().sizes();
            this.step = new int[x.shape().rank()];
            Arrays.fill(step, 1);
        }

        /** Takes all of the axes up to this number of last ones. */
        void skip(int last) {
            int skipped = x.shape().rank() - axis - last;
            axis += skipped;
            axisOfResult += skipped;
        }

        /** Takes a range, as Python does. */
        void take(Expr.Range range) {
            checkAxis(axis, x, range);
            int size = x.shape().size(axis);
            int by = range.step().map(one -> whole(one)).orElse(1);
            boolean isWhole = range.from().isEmpty() && range.to().isEmpty();
            if (by == 0 || (by < 0 && !(by == -1 && isWhole))) {
                throw Problem.at(
                        range.span(),
                        "unsupported step",
                        "The step of a range must be positive. Only [::-1] reverses an axis.");
            }
            if (by < 0) {
                flipped.add(axis);
            } else {
                int from = bound(range.from().map(one -> whole(one)).orElse(0), size);
                int to = bound(range.to().map(one -> whole(one)).orElse(size), size);
                start[axis] = Math.min(size, from);
                stop[axis] = Math.max(start[axis], Math.min(size, to));
                step[axis] = by;
            }
            axis++;
            axisOfResult++;
        }

        void take(Expr subscript, Value value) {
            if (value instanceof Value.Nothing) {
                changes.add(new int[] {axisOfResult++, 1});
                return;
            }
            checkAxis(axis, x, subscript);
            if (value instanceof Value.Scalar number) {
                take(whole(number.value(), subscript), subscript);
            } else {
                gathered = Optional.of(Expressions.node(subscript, value));
                gatheredAxis = axisOfResult;
                axisOfResult += gathered.get().shape().rank();
            }
            axis++;
        }

        private void take(int at, Expr subscript) {
            int size = x.shape().size(axis);
            if (at < -size || at >= size) {
                throw Problem.at(
                        subscript.span(),
                        "index out of range",
                        "Axis " + axis + " has size " + size + ", so an index is between 0 and " + (size - 1) + ".");
            }
            start[axis] = at < 0 ? at + size : at;
            stop[axis] = start[axis] + 1;
            changes.add(new int[] {axisOfResult, 0});
        }

        Node node() {
            boolean isWhole = changes.isEmpty() && gathered.isEmpty() && flipped.isEmpty();
            boolean isCut = !Arrays.equals(stop, x.shape().sizes())
                    || Arrays.stream(start).anyMatch(from -> from != 0)
                    || Arrays.stream(step).anyMatch(by -> by != 1);
            Node result = isCut || isWhole ? new Slice(x, start, stop, step) : x;
            if (!flipped.isEmpty()) {
                result =
                        result.flip(flipped.stream().mapToInt(Integer::intValue).toArray());
            }
            for (int[] change : changes) {
                result = change[1] == 1 ? result.expandDims(change[0]) : result.squeeze(change[0]);
            }
            return gathered.isPresent() ? result.take(gathered.get(), gatheredAxis) : result;
        }
    }

    private int consumed(List<Expr> subscripts) {
        return (int) subscripts.stream()
                .filter(subscript -> !(subscript instanceof Expr.Name word
                        && (word.text().equals("None") || word.text().equals("newaxis"))))
                .count();
    }

    private static void checkAxis(int axis, Node x, Expr subscript) {
        if (axis >= x.shape().rank()) {
            throw Problem.at(
                    subscript.span(),
                    "too many indices",
                    "This array has " + x.shape().rank() + (x.shape().rank() == 1 ? " axis" : " axes")
                            + ", so it takes at most as many indices.");
        }
    }

    private static int bound(int at, int size) {
        return Math.max(0, at < 0 ? at + size : at);
    }

    private int whole(Expr expr) {
        Value value = reader.value(expr);
        if (value instanceof Value.Scalar number) {
            return whole(number.value(), expr);
        }
        throw Problem.at(expr.span(), "not a whole number", "The bounds of a range must be whole numbers.");
    }

    private static int whole(double number, Expr expr) {
        if (number != Math.floor(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw Problem.at(expr.span(), "not a whole number", "An index must be a whole number.");
        }
        return (int) number;
    }
}
