package dev.gradus.playground.language;

import dev.gradus.node.Node;
import dev.gradus.node.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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
        boolean isTuple = index.subscripts().get(0) instanceof Expr.Items items && items.isTuple();
        List<Expr> subscripts = isTuple && index.subscripts().size() == 1
                ? ((Expr.Items) index.subscripts().get(0)).items()
                : index.subscripts();
        Limits.checkAxes(subscripts.size(), index.span());
        Part part = new Part(x);
        for (int i = 0; i < subscripts.size(); i++) {
            Expr subscript = subscripts.get(i);
            if (isDots(subscript)) {
                part.skip(consumed(subscripts.subList(i + 1, subscripts.size())));
            } else if (subscript instanceof Expr.Range range) {
                part.take(range);
            } else {
                Value value = reader.value(subscript);
                if (value instanceof Value.Of of && Masks.isMask(of.node())) {
                    throw masked(index, subscripts, i, x, of.node().shape().rank());
                }
                part.take(subscript, value);
            }
        }
        return part.node();
    }

    private Problem masked(Expr.Index index, List<Expr> subscripts, int at, Node x, int axes) {
        String array = reader.written(index.of().span());
        if (subscripts.size() == 1) {
            String brackets =
                    reader.written(new Span(index.of().span().to(), index.span().to() - 1));
            String mask = brackets.substring(brackets.indexOf('[') + 1).strip(); // with the parentheses of its operands
            return Masks.refused(index, mask, array, Math.max(0, x.shape().rank() - axes));
        }
        String others = subscripts.stream()
                .map(one -> one == subscripts.get(at) ? ":" + ", :".repeat(axes - 1) : reader.written(one.span()))
                .collect(Collectors.joining(", "));
        return Masks.refused(index, reader.written(subscripts.get(at).span()), array + "[" + others + "]", 0);
    }

    static boolean isDots(Expr subscript) {
        return subscript instanceof Expr.Name name && name.text().equals("...");
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

        /** The arrays of indices, and the axes before they are applied. */
        private final List<Node> gathered = new ArrayList<>();

        private final List<Integer> gatheredAxes = new ArrayList<>();

        /** The axis of the result at which what is gathered begins: the first one if ranges separate the indices. */
        private int place = -1;

        private boolean isSeparated;
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
            separate();
            int skipped = x.shape().rank() - axis - last;
            axis += skipped;
            axisOfResult += skipped;
        }

        /** Takes a range, as Python does. */
        void take(Expr.Range range) {
            separate();
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
                separate();
                changes.add(new int[] {axisOfResult++, 1});
                return;
            }
            checkAxis(axis, x, subscript);
            place = place < 0 ? axisOfResult : isSeparated ? 0 : place;
            if (value instanceof Value.Scalar number) {
                take(whole(number.value(), subscript), subscript);
            } else {
                gathered.add(Expressions.node(subscript, value));
                gatheredAxes.add(axisOfResult++);
            }
            axis++;
        }

        private void separate() {
            isSeparated = place >= 0;
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
            if (gathered.size() > 1) {
                return Pairs.of(result, gathered, gatheredAxes, place);
            }
            return gathered.isEmpty()
                    ? result
                    : Pairs.moved(
                            result.take(gathered.get(0), gatheredAxes.get(0)),
                            gatheredAxes.get(0),
                            gathered.get(0).shape().rank(),
                            place);
        }
    }

    /** The number of subscripts that take an axis. */
    private int consumed(List<Expr> subscripts) {
        return (int) subscripts.stream()
                .filter(one -> one instanceof Expr.Range || !(reader.value(one) instanceof Value.Nothing))
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
