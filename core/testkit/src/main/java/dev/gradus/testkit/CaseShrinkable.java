package dev.gradus.testkit;

import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A case and the smaller cases next to it: an index of an axis dropped in all tensors at once, an axis dropped where any
 * number of them is allowed, a simpler attribute, a number moved towards ±1.
 *
 * <p>Where a law keeps to smooth parts of the domain so does shrinking: no number crosses a kink, a tie or an edge. A
 * wrong mask of a ReLU, say, shows at every negative number; shrunk to the kink at 0 it would not be seen any more.
 */
final class CaseShrinkable implements Shrinkable<OpCase> {
    private final OpCase current;
    private final Draw draw;
    private final Shrinkable<Object> attribute;
    private final long attributeSeed;

    CaseShrinkable(OpCase current, Draw draw, Shrinkable<Object> attribute, long attributeSeed) {
        this.current = current;
        this.draw = draw;
        this.attribute = attribute;
        this.attributeSeed = attributeSeed;
    }

    @Override
    public OpCase value() {
        return current;
    }

    @Override
    public Stream<Shrinkable<OpCase>> shrink() {
        return Stream.of(
                        withFewerNeighbours(),
                        withFewerElements(),
                        withSimplerAttribute(),
                        withSimplerValues(),
                        withSimplerUpstream())
                .flatMap(candidates -> candidates)
                .filter(smaller -> smaller.distance().compareTo(distance()) < 0)
                .map(smaller -> smaller);
    }

    /** Fewer elements first, then simpler attributes, then simpler numbers. */
    @Override
    public ShrinkingDistance distance() {
        Layout layout = current.layout();
        long sizes = layout.symbols().stream().mapToLong(layout::size).sum();
        long axes = IntStream.range(0, layout.inputs())
                .mapToLong(input -> layout.axes(input).size())
                .sum();
        long values =
                current.values().stream().mapToLong(CaseShrinkable::complexity).sum();
        return ShrinkingDistance.of(current.surroundings().complexity(), sizes, axes)
                .append(attribute.distance())
                .append(ShrinkingDistance.of(values + complexity(current.upstream())));
    }

    private static long complexity(Tensor tensor) {
        return Arrays.stream(tensor.toArray()).mapToLong(Simpler::complexity).sum();
    }

    private Stream<CaseShrinkable> withFewerNeighbours() {
        return current.surroundings().simpler().map(recipe -> with(current.amid(recipe)));
    }

    private Stream<CaseShrinkable> withFewerElements() {
        Layout layout = current.layout();
        Stream<CaseShrinkable> smaller = Stream.empty();
        for (String symbol : layout.symbols()) {
            int size = layout.size(symbol);
            if (size > current.spec().sizes(symbol).smallest()) {
                smaller = Stream.concat(
                        smaller, IntStream.range(0, size).boxed().flatMap(index -> dropped(symbol, index)));
            }
        }
        for (String symbol : layout.symbols()) {
            if (Layouts.isAnonymous(symbol)) {
                smaller = Stream.concat(smaller, withoutAxis(symbol));
            }
        }
        return smaller;
    }

    private Stream<CaseShrinkable> dropped(String symbol, int index) {
        Layout layout = current.layout().with(symbol, current.layout().size(symbol) - 1);
        List<Tensor> values = new ArrayList<>();
        for (int input = 0; input < layout.inputs(); input++) {
            values.add(Slice.drop(
                    current.values().get(input),
                    current.layout().axes(input).stream().map(symbol::equals).toList(),
                    index));
        }
        return rebuilt(layout, values, index);
    }

    /** An axis of size 1 can go without changing a value. */
    private Stream<CaseShrinkable> withoutAxis(String symbol) {
        if (current.layout().size(symbol) != 1) {
            return Stream.empty();
        }
        Layout layout = current.layout().without(symbol);
        List<Tensor> values = new ArrayList<>();
        for (int input = 0; input < layout.inputs(); input++) {
            values.add(current.values().get(input).reshape(layout.shape(input)));
        }
        return rebuilt(layout, values, 0);
    }

    /** The same attribute if it still fits, and those that could be drawn instead. */
    private Stream<CaseShrinkable> rebuilt(Layout layout, List<Tensor> values, int droppedIndex) {
        Shrinkable<Object> redrawn = CaseGenerator.attribute(current.spec(), layout, attributeSeed);
        return Stream.concat(Stream.of(attribute, redrawn), redrawn.shrink())
                .limit(8)
                .map(candidate -> rebuilt(layout, candidate, values, droppedIndex))
                .filter(smaller -> smaller.current.couldBeMade() || !current.couldBeMade());
    }

    private CaseShrinkable rebuilt(
            Layout layout, Shrinkable<Object> changedAttribute, List<Tensor> values, int droppedIndex) {
        OpCase bare = OpCase.of(current.spec(), layout, changedAttribute.value(), withIndicesInRange(layout, values));
        OpCase whole = bare.amid(current.surroundings());
        OpCase complete = bare.couldBeMade()
                ? whole.withUpstream(Slice.fit(current.upstream(), bare.op().shape(), droppedIndex))
                : whole;
        return new CaseShrinkable(complete, draw, changedAttribute, attributeSeed);
    }

    private List<Tensor> withIndicesInRange(Layout layout, List<Tensor> values) {
        List<Tensor> inRange = new ArrayList<>();
        for (int input = 0; input < values.size(); input++) {
            Values domain = current.spec().inputs().get(input).values();
            int count = domain.isIntegers() ? domain.count(layout) : 0;
            inRange.add(
                    domain.isIntegers()
                            ? values.get(input).map(index -> domain.nearestInteger(index, count))
                            : values.get(input));
        }
        return inRange;
    }

    private Stream<CaseShrinkable> withSimplerAttribute() {
        return attribute
                .shrink()
                .map(simpler -> rebuilt(current.layout(), simpler, current.values(), 0))
                .filter(smaller -> smaller.current.couldBeMade());
    }

    private Stream<CaseShrinkable> withSimplerValues() {
        return IntStream.range(0, current.values().size()).boxed().flatMap(this::withSimplerValues);
    }

    private Stream<CaseShrinkable> withSimplerValues(int input) {
        return simpler(current.values().get(input), (position, x) -> isAllowed(input, position, x))
                .map(value -> with(current.withValue(input, value)));
    }

    private Stream<CaseShrinkable> withSimplerUpstream() {
        return simpler(current.upstream(), (position, x) -> true).map(value -> with(current.withUpstream(value)));
    }

    private CaseShrinkable with(OpCase changed) {
        return new CaseShrinkable(changed, draw, attribute, attributeSeed);
    }

    /** Whether an element may take another value: within its domain, and on its own side of every kink. */
    private boolean isAllowed(int input, int position, double x) {
        Values domain = current.spec().inputs().get(input).values();
        if (domain.isIntegers()) {
            return domain.nearestInteger(x, domain.count(current.layout())) == x;
        }
        if (!draw.isSmooth()) {
            return domain.contains(x);
        }
        return domain.contains(x) && current.smoothAround(input, position).containsWithRoom(x);
    }

    /** A test of an element's new value. */
    @FunctionalInterface
    private interface Allowed {
        boolean test(int position, double x);
    }

    private static Stream<Tensor> simpler(Tensor tensor, Allowed allowed) {
        double[] values = tensor.toArray();
        return IntStream.range(0, values.length)
                .boxed()
                .flatMap(position -> Simpler.than(values[position])
                        .filter(x -> allowed.test(position, x))
                        .mapToObj(x -> Tensor.generate(tensor.shape(), i -> i == position ? x : values[i])));
    }
}
