package dev.gradus.playground.language;

import dev.gradus.node.Node;
import dev.gradus.node.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Parts of arrays as Python says them: {@code x[1:3, 0]}, {@code x[..., None]}, {@code x[::-1]}, {@code C[indices]}. */
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
        Value place = reader.value(index.places().get(0));
        if (index.places().size() == 1 && place instanceof Value.Scalar number) {
            int i = (int) number.value() < 0 ? items.size() + (int) number.value() : (int) number.value();
            if (i >= 0 && i < items.size() && number.value() == Math.floor(number.value())) {
                return items.get(i);
            }
        }
        throw Problem.at(
                index.span(),
                "no such place",
                "There are " + items.size() + " of them: 0 to " + (items.size() - 1) + ".");
    }

    Node of(Expr.Index index, Node x) {
        Builder.checkAxes(index.places().size(), index.span());
        int rank = x.shape().rank();
        int[] start = new int[rank];
        int[] stop = x.shape().sizes();
        int[] step = new int[rank];
        Arrays.fill(step, 1);
        List<Integer> flipped = new ArrayList<>();
        List<int[]> changes = new ArrayList<>(); // axis of the result, and 0 to take the axis away or 1 to add one
        Optional<Node> gathered = Optional.empty();
        int gatheredAxis = 0;
        int axis = 0;
        int kept = 0;
        for (int i = 0; i < index.places().size(); i++) {
            Expr place = index.places().get(i);
            if (place instanceof Expr.Name dots && dots.text().equals("...")) {
                int rest = rank
                        - axis
                        - consumed(index.places().subList(i + 1, index.places().size()));
                axis += rest;
                kept += rest;
            } else if (place instanceof Expr.Range range) {
                checkAxis(axis, x, place);
                if (range(range, x.shape().size(axis), start, stop, step, axis)) {
                    flipped.add(axis);
                }
                axis++;
                kept++;
            } else {
                Value value = reader.value(place);
                if (value instanceof Value.Nothing) {
                    changes.add(new int[] {kept++, 1});
                    continue;
                }
                checkAxis(axis, x, place);
                if (value instanceof Value.Scalar number) {
                    int at = whole(number.value(), place);
                    int size = x.shape().size(axis);
                    if (at < -size || at >= size) {
                        throw Problem.at(
                                place.span(),
                                "no such place",
                                "Axis " + axis + " has " + size + " places, 0 to " + (size - 1) + ".");
                    }
                    start[axis] = at < 0 ? at + size : at;
                    stop[axis] = start[axis] + 1;
                    changes.add(new int[] {kept, 0});
                } else {
                    gathered = Optional.of(Expressions.node(place, value));
                    gatheredAxis = kept;
                    kept += gathered.get().shape().rank();
                }
                axis++;
            }
        }
        boolean isWhole = changes.isEmpty() && gathered.isEmpty() && flipped.isEmpty();
        boolean isCut = !Arrays.equals(stop, x.shape().sizes())
                || Arrays.stream(start).anyMatch(from -> from != 0)
                || Arrays.stream(step).anyMatch(by -> by != 1);
        Node result = isCut || isWhole ? new Slice(x, start, stop, step) : x;
        if (!flipped.isEmpty()) {
            result = result.flip(flipped.stream().mapToInt(Integer::intValue).toArray());
        }
        for (int[] change : changes) {
            result = change[1] == 1 ? result.expandDims(change[0]) : result.squeeze(change[0]);
        }
        int along = gatheredAxis;
        Node whole = result;
        return gathered.map(indices -> whole.take(indices, along)).orElse(result);
    }

    private int consumed(List<Expr> places) {
        return (int) places.stream()
                .filter(place -> !(place instanceof Expr.Name word
                        && (word.text().equals("None") || word.text().equals("newaxis"))))
                .count();
    }

    private static void checkAxis(int axis, Node x, Expr place) {
        if (axis >= x.shape().rank()) {
            throw Problem.at(
                    place.span(),
                    "an index too many",
                    "This has " + x.shape().rank() + (x.shape().rank() == 1 ? " axis" : " axes")
                            + ", so there are at most as many indices.");
        }
    }

    /** Reads a range as Python does, and says whether it runs backwards. */
    private boolean range(Expr.Range range, int size, int[] start, int[] stop, int[] step, int axis) {
        int by = range.step().map(one -> whole(one)).orElse(1);
        boolean isWhole = range.from().isEmpty() && range.to().isEmpty();
        if (by == 0 || (by < 0 && !(by == -1 && isWhole))) {
            throw Problem.at(
                    range.span(),
                    "step not possible",
                    "The step of a range is positive; only [::-1] turns an axis around.");
        }
        if (by < 0) {
            return true;
        }
        start[axis] = Math.min(size, bound(range.from().map(one -> whole(one)).orElse(0), size));
        stop[axis] = Math.max(
                start[axis],
                Math.min(size, bound(range.to().map(one -> whole(one)).orElse(size), size)));
        step[axis] = by;
        return false;
    }

    private static int bound(int at, int size) {
        return Math.max(0, at < 0 ? at + size : at);
    }

    private int whole(Expr expr) {
        Value value = reader.value(expr);
        if (value instanceof Value.Scalar number) {
            return whole(number.value(), expr);
        }
        throw Problem.at(expr.span(), "no whole number", "Bounds of a range are whole numbers.");
    }

    private static int whole(double number, Expr expr) {
        if (number != Math.floor(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw Problem.at(expr.span(), "no whole number", "An index is a whole number.");
        }
        return (int) number;
    }
}
