package dev.gradus.testkit.grade;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A test that is a task of an assignment. It earns all of its points or none. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
public @interface Points {
    /** The number of points. */
    int value();

    /** The name of the task, which summaries show. Tasks are listed in the order of their names. */
    String task();

    /** The number of seconds after which the task fails. */
    int seconds() default 5;
}
