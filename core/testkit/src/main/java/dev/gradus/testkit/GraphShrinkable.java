package dev.gradus.testkit;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A random graph that shrinks to graphs with a step left out, with a simpler step, or with smaller leaves. */
record GraphShrinkable(RandomGraph value) implements Shrinkable<RandomGraph> {
    @Override
    public Stream<Shrinkable<RandomGraph>> shrink() {
        Stream<RandomGraph> fewerSteps =
                value.recipe().simpler().map(recipe -> new RandomGraph(recipe, value.n(), value.m()));
        Stream<RandomGraph> smallerLeaves = Stream.concat(
                IntStream.range(1, value.n()).mapToObj(n -> new RandomGraph(value.recipe(), n, value.m())),
                IntStream.range(1, value.m()).mapToObj(m -> new RandomGraph(value.recipe(), value.n(), m)));
        return Stream.concat(fewerSteps, smallerLeaves)
                .<Shrinkable<RandomGraph>>map(GraphShrinkable::new)
                .filter(smaller -> smaller.distance().compareTo(distance()) < 0);
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(value.recipe().complexity(), value.n() + value.m());
    }
}
