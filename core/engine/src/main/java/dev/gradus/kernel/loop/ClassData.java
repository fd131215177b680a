package dev.gradus.kernel.loop;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Loads classes that are made while a program runs, with objects that are constants of their code. Each class is dropped
 * together with the last object of it.
 */
final class ClassData {
    /** A method of more bytes of instructions than this is never compiled. */
    static final int LARGEST_METHOD = 8000;

    private static final String THIS = "dev/gradus/kernel/loop/ClassData";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles";

    private ClassData() {}

    /**
     * Adds a static field for one of the objects that a class is loaded with; what is constant can be compiled into its code.
     *
     * @param initializer the class's, which fetches the object
     * @param fetch the method of this class that finds it
     */
    static void addConstant(
            ClassFile file, MethodCode initializer, String field, String type, String fetch, int index) {
        file.addStaticField(field, type);
        initializer.invokeStatic(LOOKUP, "lookup", "()L" + LOOKUP + "$Lookup;");
        initializer.push(index);
        initializer.invokeStatic(THIS, fetch, "(L" + LOOKUP + "$Lookup;I)" + type);
        initializer.putStatic(file.name(), field, type);
    }

    /** The formula that a new class asks for. */
    static ScalarFormula formula(MethodHandles.Lookup ofClass, int index) throws IllegalAccessException {
        return MethodHandles.classDataAt(ofClass, ConstantDescs.DEFAULT_NAME, ScalarFormula.class, index);
    }

    /** The array that a new class asks for. */
    static double[] array(MethodHandles.Lookup ofClass, int index) throws IllegalAccessException {
        return MethodHandles.classDataAt(ofClass, ConstantDescs.DEFAULT_NAME, double[].class, index);
    }

    /** An object of a new class that is loaded with these objects. */
    static <T> T load(byte[] bytes, Class<T> type, List<?> objects) {
        try {
            return type.cast(MethodHandles.lookup()
                    .defineHiddenClassWithClassData(bytes, objects, true)
                    .lookupClass()
                    .getConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A generated class has no constructor", impossible);
        }
    }
}
