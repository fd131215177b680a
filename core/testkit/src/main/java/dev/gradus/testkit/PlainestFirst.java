package dev.gradus.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Runs the laws of a contract in the order of {@link Law}, so that the plainest broken law is the
 * one that is reported completely. jqwik runs properties in the order of the hash codes of their names, and has no hook
 * that changes it. The JUnit platform calls filters after discovery; this one only sorts, and excludes nothing.
 */
public final class PlainestFirst implements PostDiscoveryFilter {
    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        if (descriptor.getUniqueId().getEngineId().equals(Optional.of("jqwik"))) {
            List<TestDescriptor> sorted = new ArrayList<>(descriptor.getChildren());
            sorted.sort(Comparator.comparingInt(PlainestFirst::rank));
            sorted.forEach(descriptor::removeChild);
            sorted.forEach(descriptor::addChild);
        }
        return FilterResult.included("sorted");
    }

    /** Properties that check no law come last, in the order in which they were discovered. */
    private static int rank(TestDescriptor descriptor) {
        return descriptor
                .getSource()
                .flatMap(source -> source instanceof MethodSource method
                        ? AnnotationSupport.findAnnotation(method.getJavaMethod(), Obeys.class)
                        : Optional.empty())
                .map(obeys -> obeys.value().ordinal())
                .orElse(Integer.MAX_VALUE);
    }
}
