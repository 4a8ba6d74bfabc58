export async function runDemo() {}
