package dev.gradus.properties;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Neither the parameters of a method nor its result are of such types. */
final class NameNoTypeOf extends ArchCondition<JavaCodeUnit> {
    private final DescribedPredicate<JavaClass> types;

    NameNoTypeOf(DescribedPredicate<JavaClass> types) {
        super("name no type that does " + types.getDescription());
        this.types = types;
    }

    @Override
    public void check(JavaCodeUnit method, ConditionEvents events) {
        Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .filter(types)
                .forEach(type ->
                        events.add(SimpleConditionEvent.violated(method, method.getFullName() + " names " + type)));
    }
}
