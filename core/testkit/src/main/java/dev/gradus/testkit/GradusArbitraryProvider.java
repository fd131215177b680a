package dev.gradus.testkit;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Provides the values of {@link GradusArbitraries} for {@code @ForAll} parameters of the engine's types. jqwik finds it
 * as a service.
 */
public final class GradusArbitraryProvider implements ArbitraryProvider {

    /** Called by jqwik. */
    public GradusArbitraryProvider() {}

    @Override
    public boolean canProvideFor(TypeUsage type) {
        return type.isOfType(Tensor.class)
                || type.isOfType(Shape.class)
                || type.isOfType(RandomGraph.class)
                || type.isOfType(OpCase.class)
                || type.isOfType(List.class) && type.isAnnotated(Broadcastable.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
        Dims dims = type.findAnnotation(OfDims.class)
                .map(annotation -> Dims.dims(annotation.value()))
                .orElse(Dims.anyShape());
        Values domain = type.findAnnotation(Within.class)
                .map(annotation -> Values.between(annotation.lower(), annotation.upper()))
                .orElse(Values.any());
        if (type.isOfType(Shape.class)) {
            return Set.of(GradusArbitraries.shapes(dims));
        }
        if (type.isOfType(OpCase.class)) {
            return Set.of(Arbitraries.randomValue(random -> new OpCase(random.nextLong())));
        }
        if (type.isOfType(RandomGraph.class)) {
            return Set.of(GradusArbitraries.graphs());
        }
        return type.findAnnotation(Broadcastable.class)
                .<Set<Arbitrary<?>>>map(
                        annotation -> Set.of(GradusArbitraries.broadcastable(annotation.value(), domain)))
                .orElse(Set.of(GradusArbitraries.tensors(dims, domain)));
    }

    /** Higher than that of jqwik's own provider of lists. */
    @Override
    public int priority() {
        return 5;
    }
}
