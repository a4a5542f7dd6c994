export default function Loading() {
  return (
    <main className="grid flex-1 place-content-center text-soft" aria-busy="true">
      <p>Opening the article …</p>
    </main>
  )
}
