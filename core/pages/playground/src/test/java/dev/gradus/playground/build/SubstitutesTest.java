package dev.gradus.playground.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in for a class has what others call of it; a change of either is noticed by every build. */
class SubstitutesTest {
    @Test
    void theEnginesSeamIsWholeInABrowser() throws ClassNotFoundException {
        Set<String> own = methods(Class.forName("dev.gradus.kernel.host.Host"));
        assertThat(own).hasSizeGreaterThan(8);
        assertThat(methods(Class.forName(Substitutes.PACKAGE + "dev.gradus.kernel.host.Host")))
                .containsExactlyInAnyOrderElementsOf(own);
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .map(SubstitutesTest::signature)
                .collect(Collectors.toSet());
    }

    private static String signature(Method method) {
        return Modifier.toString(method.getModifiers() & ~Modifier.TRANSIENT) + " " + method.getReturnType() + " "
                + method.getName() + Arrays.toString(method.getParameterTypes());
    }

    @Test
    void eachClassHasItsSubstitute() {
        assertThat(Stream.concat(Substitutes.LACKING.stream(), Substitutes.REPLACED.stream()))
                .allSatisfy(name -> {
                    assertThat(Class.forName(name)).isNotNull();
                    assertThat(Class.forName(Substitutes.PACKAGE + name)).isNotNull();
                });
    }

    /** Also that what they patch is there: else they cannot be made. */
    @Test
    void patchesFitTheLibraryAndTheEngine() {
        assertThat(new Patches()).isNotNull();
    }
}
